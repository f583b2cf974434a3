import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { archOf, type Notation, type Tooth } from '#contract/teeth.ts';
import { treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { stand } from '../../../testing/stand.tsx';
import type { SetupVersion } from '../index.ts';
import * as panels from '../index.ts';

const wish = new URLSearchParams(window.location.search);
const fetched = async (version: string): Promise<SetupVersion> =>
  (await fetch(`/versions/${wish.get('mouth') ?? 0}-${version}.json`)).json();
const asked = await fetched(wish.get('version') ?? '0');
const compare = wish.get('compare');
const compared = compare === null ? undefined : await fetched(compare);
const version = wish.has('hurried') ? hurried(asked) : asked;
const shown = {
  ...version,
  ...(wish.has('bare') ? { treatment: treatmentPlan.parse({}) } : {}),
  ...(wish.has('whole') ? { plan: { ...version.plan, teeth: [], poses: [] } } : {}),
};
const all = {
  movement: panels.MovementPanel,
  treatment: panels.TreatmentPlanPanel,
  compare: panels.ComparePanel,
  stages: panels.StageOverview,
};

function Page() {
  const [stage, setStage] = useState(Number(wish.get('stage') ?? 0));
  Object.assign(window, { setStage });
  const [tooth, setTooth] = useState<Tooth | null>(Number(wish.get('tooth')) || null);
  // The words of buttons wait for all their phrases, as in the product.
  useTranslation(['setups', 'teeth']);
  const Panel = all[(wish.get('panel') ?? 'movement') as keyof typeof all];
  return (
    <div style={{ background: 'var(--mantine-color-body)', padding: 16, borderRadius: 12 }}>
      <Panel
        {...shown}
        stage={stage}
        onStage={setStage}
        selectedTooth={tooth}
        onSelectTooth={setTooth}
        notation={(wish.get('notation') ?? 'fdi') as Notation}
        compareWith={compared}
      />
      <Text size="xs" data-testid="state" mt="md">
        {stage}/{tooth ?? '-'}
      </Text>
    </div>
  );
}

/** Teeth of one arch that went beyond sensible limits, for pictures of warnings. */
function hurried(version: SetupVersion): SetupVersion {
  const { plan } = version;
  const stages = Math.ceil(plan.stages / 2);
  const poses = plan.poses.map((all, index) =>
    archOf(plan.teeth[index]!.tooth) === 'upper'
      ? Array.from({ length: stages + 1 }, (_, stage) => all[Math.min(stage * 2, plan.stages)]!)
      : all.slice(0, stages + 1),
  );
  return { ...version, plan: { ...plan, stages, upperStages: stages, lowerStages: stages, poses } };
}

await stand(<Page />);
