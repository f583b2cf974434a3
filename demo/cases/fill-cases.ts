import { signIn } from '#contract/identity.ts';
import { chooseLaboratories, createGroupLaboratory, editRequirements } from '#contract/laboratories.ts';
import { saveSubmitters } from '#contract/orders.ts';
import { type Requirements, usualRequirements } from '#contract/records.ts';
import { listMembers } from '#contract/team.ts';
import { TestBrowser } from '#testing/browser.ts';
import { type Partners, shared, sharedPlots } from '../collaborators/shared-plots.ts';
import type { DemoClock } from '../demo-clock.ts';
import { password } from '../people.ts';
import type { DemoFiles } from './files.ts';
import { inventPatients } from './patients.ts';
import { konstanz, lyon, type Plan, type Plot, plots } from './stories.ts';
import type { Story } from './timeline.ts';
import { type Stage, Treatment } from './treatment.ts';

/** Where the stories happen, and to whom cases are opened there. */
export type Places = { base: string; lakeId: string; lyonId: string; laboratoryId: string; partners: Partners };

const day = 86_400_000;

/** Leaves in the end, so that cases need a provider. */
const leaving = 'felix@amsee.example';

/** Signs people in as they are needed; again after some weeks, or days of doing nothing. */
export function signedIn(base: string, clock: DemoClock): (email: string) => Promise<TestBrowser> {
  const browsers = new Map<string, { since: number; used: number; browser: Promise<TestBrowser> }>();
  return (email) => {
    const now = clock.now().getTime();
    const known = browsers.get(email);
    if (known && now - known.since < 12 * day && now - known.used < 6 * day) {
      known.used = now;
      return known.browser;
    }
    const browser = (known?.browser ?? Promise.resolve(new TestBrowser(base))).then(async (opened) => {
      await opened.call(signIn, { body: { email, password } });
      return opened;
    });
    browsers.set(email, { since: now, used: now, browser });
    return browser;
  };
}

type As = ReturnType<typeof signedIn>;

/** The practices choose the laboratory, which asks for little: an impression by post will do. */
export async function prepareOrdering(places: Places, as: As): Promise<void> {
  const reto = await as('reto@alpinelab.example');
  const withSetup = { ...usualRequirements('aligner'), ...lighter };
  const requirements = {
    aligner: withSetup,
    revision: withSetup,
    retainer: usualRequirements('retainer'),
    replacement: usualRequirements('replacement'),
  };
  await reto.call(editRequirements, { params: { organisationId: places.laboratoryId }, body: { requirements } });
  const anna = await as('anna@amsee.example');
  for (const practiceId of [places.lakeId, places.lyonId]) {
    const body = { laboratoryIds: [places.laboratoryId], preferredId: places.laboratoryId };
    await anna.call(chooseLaboratories, { params: { practiceId }, body });
  }
  await letSubmit(await as('mira@amsee.example'), places.lakeId, 'Nele');
  await letSubmit(await as('jonas@amsee.example'), places.lakeId, 'Nele');
  await letSubmit(await as('karim@terreaux.example'), places.lyonId, 'Chloé');
}

const lighter: Requirements = {
  ...{
    photo_full_face_smiling: 'recommended',
    photo_upper_occlusal: 'recommended',
    photo_lower_occlusal: 'recommended',
  },
  ...{ photo_right_buccal: 'recommended', photo_frontal: 'recommended', photo_left_buccal: 'recommended' },
};

async function letSubmit(provider: TestBrowser, practiceId: string, firstName: string): Promise<void> {
  const { members } = await provider.call(listMembers, { params: { organisationId: practiceId } });
  const memberIds = members.filter((member) => member.firstName === firstName).map(({ id }) => id);
  await provider.call(saveSubmitters, { params: { practiceId }, body: { memberIds } });
}

/** The stories of all cases, to be told in the order of their days. */
export async function caseStories(
  places: Places,
  as: As,
  files: Promise<DemoFiles>,
  allMade: Promise<void>,
  clock: DemoClock,
): Promise<Story[]> {
  const reto = await as('reto@alpinelab.example');
  const { members } = await reto.call(listMembers, { params: { organisationId: places.laboratoryId } });
  const technicians = members
    .filter(({ role }) => role === 'technician')
    .map(({ accountId, firstName }) => ({
      accountId: accountId!,
      email: `${firstName.toLowerCase()}@alpinelab.example`,
    }));
  const both = {
    laboratoryId: places.laboratoryId,
    as,
    stranger: () => new TestBrowser(places.base),
    now: () => clock.now(),
    technicians,
    laboratoryManager: 'reto@alpinelab.example',
  };
  const ready = await files;
  const lake: Stage = {
    ...both,
    files: ready,
    allMade,
    practiceId: places.lakeId,
    language: 'de',
    patient: inventPatients('lake', 5),
  };
  const terreaux: Stage = {
    ...both,
    files: ready,
    allMade,
    practiceId: places.lyonId,
    language: 'fr',
    patient: inventPatients('lyon', 7),
  };
  const stories: Story[] = [];
  const tell = (stage: Stage, plan: Plan, providers: readonly string[], frontDesk: string, submitter: string) => {
    for (const [name, times, youngest, whose] of plan) {
      for (let time = 0; time < times; time += 1) {
        const of = stories.length;
        // Only those who gave *Submit for me* have orders to confirm.
        const leaver = stage === lake && of % 14 === 9 ? leaving : undefined;
        const provider =
          whose ?? (name === 'toConfirm' ? providers[0]! : (leaver ?? providers[of % providers.length]!));
        const known = plots({ frontDesk, submitter, provider });
        const plot: Plot = known[name] ?? sharedPlots(known, places.partners)[name]!;
        const treatment = new Treatment(stage, of, provider);
        stories.push(async (at) => {
          await plot(treatment, at, youngest + time * 1.3);
        });
      }
    }
  };
  tell(lake, konstanz, ['jonas@amsee.example', 'mira@amsee.example'], 'petra@amsee.example', 'nele@amsee.example');
  tell(
    terreaux,
    lyon,
    ['karim@terreaux.example', 'helene@terreaux.example'],
    'chloe@terreaux.example',
    'chloe@terreaux.example',
  );
  tell(
    lake,
    [['real', 3, 0.4], ...shared],
    ['jonas@amsee.example', 'mira@amsee.example'],
    'petra@amsee.example',
    'nele@amsee.example',
  );
  return stories;
}

/** The group's own small laboratory, which nothing was sent to yet. */
export async function foundOwnLaboratory(groupId: string, as: As): Promise<void> {
  const anna = await as('anna@amsee.example');
  await anna.call(createGroupLaboratory, {
    params: { groupId },
    body: {
      name: 'Lakeside Studio',
      manager: { email: 'marta@amsee.example', firstName: 'Marta', lastName: 'Lehner', language: 'de' },
    },
  });
}
