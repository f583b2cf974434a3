import { useState } from 'react';
import type { Arch, Dentition, Notation, Tooth } from '#contract/teeth.ts';
import { stand } from '../../../viewer/testing/stand.tsx';
import { ToothChart } from '../tooth-chart.tsx';

const wish = new URLSearchParams(window.location.search);

function Page() {
  const [selected, setSelected] = useState<Tooth[]>((wish.get('teeth') ?? '').split(',').filter(Boolean).map(Number));
  return (
    <ToothChart
      label="Teeth not to be moved"
      notation={(wish.get('notation') ?? 'fdi') as Notation}
      dentition={(wish.get('dentition') ?? 'permanent') as Dentition}
      arches={(wish.get('arches') ?? 'upper,lower').split(',') as Arch[]}
      mode={wish.has('single') ? 'single' : 'multiple'}
      selected={selected}
      {...(wish.has('read') ? {} : { onChange: setSelected })}
      disabled={[18, 48]}
      marks={
        wish.has('marks')
          ? [
              { key: 'attachments', label: 'No attachments', colour: 'blue', sign: 'dots', teeth: [11, 21, 36] },
              { key: 'movement', label: 'Not to be moved', colour: 'amber', sign: 'stripes', teeth: [16, 26, 36] },
              { key: 'extraction', label: 'Extraction', colour: 'red', sign: 'cross', teeth: [14, 24] },
              { key: 'ipr', label: 'No reduction', colour: 'violet', sign: 'ring', teeth: [41, 31] },
            ]
          : []
      }
    />
  );
}

await stand(<Page />);
