import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notation, Tooth } from '#contract/teeth.ts';
import { treatmentPlan } from '#contract/treatment-plan.ts';
import { stand } from '../../../testing/stand.tsx';
import * as panels from '../index.ts';
import { demoVersion, hurried } from './versions.ts';

const wish = new URLSearchParams(window.location.search);
const asked = demoVersion(Number(wish.get('mouth') ?? 0), Number(wish.get('version') ?? 0));
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
  const compare = wish.get('compare');
  return (
    <div style={{ background: 'var(--mantine-color-body)', padding: 16, borderRadius: 12 }}>
      <Panel
        {...shown}
        stage={stage}
        onStage={setStage}
        selectedTooth={tooth}
        onSelectTooth={setTooth}
        notation={(wish.get('notation') ?? 'fdi') as Notation}
        compareWith={compare ? demoVersion(Number(wish.get('mouth') ?? 0), Number(compare)) : undefined}
      />
      <Text size="xs" data-testid="state" mt="md">
        {stage}/{tooth ?? '-'}
      </Text>
    </div>
  );
}

await stand(<Page />);
