import type { Context } from '#contract/identity.ts';
import { addressOf } from '../../client/call.ts';
import { IconBuilding, IconBuildingHospital, IconUsersGroup } from '../../design/icons.ts';
import classes from './shell.module.css';

const icons = {
  practice: IconBuildingHospital,
  group: IconUsersGroup,
  laboratory: IconBuilding,
  planning_service: IconUsersGroup,
};

/** A practice's logo, or a sign for the kind of organisation. */
export function PlacePicture({ place }: { place: Context }) {
  const Icon = icons[place.kind];
  const logo = place.kind === 'practice' && place.logoVersion;
  return (
    <span className={classes.place} aria-hidden="true">
      {logo ? (
        <img src={`${addressOf('viewLogo', { params: { practiceId: place.organisationId } })}?v=${logo}`} alt="" />
      ) : (
        <Icon size={18} stroke={1.7} />
      )}
    </span>
  );
}
