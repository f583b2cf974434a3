import { Button } from '@mantine/core';
import { useState } from 'react';
import { stand } from '../../testing/stand.tsx';
import { PhotoView } from '../photo-view.tsx';

const names = [
  'Profile',
  'Full face',
  'Full face smiling',
  'Upper occlusal',
  'Lower occlusal',
  'Right buccal',
  'Frontal',
];
const photos = [...names, 'Left buccal'].map((caption, index) => ({
  id: `p${index}`,
  caption,
  src: `/photos/${index}.jpg`,
  thumbnail: `/photos/${index}.webp`,
  download: `/photos/${index}.jpg`,
}));

function Page() {
  const [start, setStart] = useState<string | null>(null);
  return (
    <>
      {photos.map(({ id, caption }) => (
        <Button key={id} m={4} variant="default" onClick={() => setStart(id)}>
          {caption}
        </Button>
      ))}
      {start && <PhotoView photos={photos} start={start} onClose={() => setStart(null)} />}
    </>
  );
}

await stand(<Page />);
