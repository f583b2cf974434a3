import { Button } from '@mantine/core';
import { useState } from 'react';
import { stand } from '../../testing/stand.tsx';
import type { ScanModel } from '../scan-model.ts';
import { ScanView } from '../scan-view.tsx';

const wish = new URLSearchParams(window.location.search);
const models = (wish.get('models') ?? 'upper,lower').split(',').map((name): ScanModel => {
  const [role, url] = name.split('=') as [ScanModel['role'], string | undefined];
  return { url: url ?? `/models/${role}.glb`, role, name: role === 'upper' ? 'Upper arch' : 'Lower arch' };
});

function Page() {
  const [there, setThere] = useState(true);
  return (
    <>
      {there && <ScanView models={models} />}
      <Button mt="md" onClick={() => setThere(!there)}>
        {there ? 'Take away' : 'Bring back'}
      </Button>
    </>
  );
}

await stand(<Page />);
