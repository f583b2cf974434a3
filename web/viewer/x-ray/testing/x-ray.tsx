import { stand } from '../../testing/stand.tsx';
import { XRayView } from '../x-ray-view.tsx';

const wish = new URLSearchParams(window.location.search);

await stand(
  <XRayView
    title="Lateral cephalogram"
    src={wish.get('src') ?? '/x-ray/picture.jpg'}
    pixelsUrl={wish.get('pixels') ?? undefined}
    height={600}
  />,
);
