import { useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext } from 'react';
import type { Context } from '#contract/identity.ts';
import { openableAt, type Place, rememberedPlace } from './places.ts';
import { useMe } from './session.ts';

const PlaceContext = createContext<Place | undefined>(undefined);

/** The organisation named in the address, where the account may open it. */
export function useOpenPlace(): Context | undefined {
  const me = useMe();
  const organisationId = useOrganisationInAddress();
  return openableAt(me.contexts, organisationId);
}

/** The same, or on pages that belong to no organisation the one opened last: what the header shows. */
export function useNearestPlace(): Context | undefined {
  const me = useMe();
  const named = useOrganisationInAddress();
  const organisationId = named ?? rememberedPlace(me.account.id);
  return openableAt(me.contexts, organisationId);
}

function useOrganisationInAddress(): string | undefined {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  return params.practiceId ?? params.groupId ?? params.laboratoryId ?? params.serviceId;
}

/** Gives the pages below the organisation they are about. */
export function PlaceProvider({ place, children }: { place: Place; children: ReactNode }) {
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

/** The organisation that a page is about: its id, name, positions and what may be done there. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('This page is not about an organisation');
  return place;
}

/** The same on a page that is only about organisations. */
export function useOrganisation(): Context {
  const { kind, ...place } = usePlace();
  if (kind === 'collaborator') throw new Error('This page is about an organisation');
  return { kind, ...place };
}
