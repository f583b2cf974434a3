import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type TreatmentPlan, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { stand } from '../../testing/stand.tsx';
import { type PickedPoint, type Pin, type SetupSource, SetupView, type SetupViewHandle } from '../index.ts';

const wish = new URLSearchParams(window.location.search);
const sourceOf = (name: string): SetupSource => ({
  key: name,
  plan: `/setups/${name}/plan`,
  coarse: `/setups/${name}/coarse`,
  full: `/setups/${name}/full`,
});
const treatment: TreatmentPlan = treatmentPlan.parse({
  ipr: [
    { stage: 3, between: [41, 31], mm: 0.2 },
    { stage: 3, between: [42, 41], mm: 0.3 },
    { stage: 3, between: [11, 21], mm: 0.25 },
    { stage: 8, between: [12, 11], mm: 0.2 },
  ],
  attachments: [
    { tooth: 13, kind: 'rectangular', placedAt: 2, removedAt: 15 },
    { tooth: 23, kind: 'ellipsoid', placedAt: 2 },
    { tooth: 14, kind: 'rectangular_horizontal', placedAt: 2 },
    { tooth: 33, kind: 'bevelled', placedAt: 4 },
    { tooth: 43, kind: 'rectangular', placedAt: 4 },
    { tooth: 22, kind: 'bevelled', surface: 'lingual', placedAt: 2 },
  ],
});
const pins: Pin[] = [
  { id: 'one', mark: '1', tooth: 11, stage: 3, point: [0, 3.4, 7], resolved: false },
  { id: 'two', mark: '2', tooth: 36, stage: null, point: null, resolved: true },
  { id: 'left', mark: '4', tooth: null, stage: null, point: [-20, -24, -18], resolved: false },
  { id: 'right', mark: '5', tooth: null, stage: null, point: [20, -24, -18], resolved: false },
  { id: 'three', mark: '3', tooth: null, stage: 7, point: [0, -24, -9], resolved: false },
];

function Page() {
  const [there, setThere] = useState(true);
  const [version, setVersion] = useState(wish.get('setup') ?? 'one');
  const [stage, setStage] = useState(Number(wish.get('stage') ?? 0));
  const [tooth, setTooth] = useState<number | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [picked, setPicked] = useState<PickedPoint | null>(null);
  const [opened, setOpened] = useState('');
  const [compared, setCompared] = useState(wish.get('compare'));
  const view = useRef<SetupViewHandle>(null);
  useEffect(() => {
    Object.assign(window, { view, setStage, setTooth, setVersion, setCompared });
  }, []);
  return (
    <>
      {there && (
        <SetupView
          ref={view}
          source={sourceOf(version)}
          label="Version 2"
          treatment={treatment}
          stage={stage}
          onStage={setStage}
          selectedTooth={tooth}
          onSelectTooth={setTooth}
          compare={compared ? { label: 'Version 1', source: sourceOf(compared) } : undefined}
          pins={pins}
          onOpenPin={setOpened}
          onPickPoint={
            choosing
              ? (point) => {
                  setPicked(point);
                  setChoosing(false);
                }
              : undefined
          }
          onCancelPick={() => setChoosing(false)}
          notation="fdi"
          remember="stand"
          reduced={wish.has('reduced')}
        />
      )}
      <Button mt="md" onClick={() => setThere(!there)}>
        {there ? 'Take away' : 'Bring back'}
      </Button>
      <Button mt="md" onClick={() => setChoosing(true)}>
        Choose a place
      </Button>
      <output data-testid="picked">{JSON.stringify(picked)}</output>
      <output data-testid="opened">{opened}</output>
      <output data-testid="tooth">{String(tooth)}</output>
      <output data-testid="stage">{stage}</output>
    </>
  );
}

await stand(<Page />);
