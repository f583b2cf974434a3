import {
  AmbientLight,
  Box3,
  DirectionalLight,
  Group,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three';
import { STLLoader } from 'three/examples/jsm/loaders/STLLoader.js';

/** The plain way, for comparing in benchmarks: one STL for each stage and arch through three.js’s own loader. */
const wish = new URLSearchParams(window.location.search);
const [name, stages] = [wish.get('setup') ?? 'one', Number(wish.get('stages'))];

async function show() {
  const renderer = new WebGLRenderer({ antialias: true });
  renderer.setSize(1068, 496);
  document.body.append(renderer.domElement);
  const scene = new Scene();
  const camera = new PerspectiveCamera(30, 1068 / 496, 1, 500);
  camera.position.set(0, -150, 0);
  camera.up.set(0, 0, 1);
  camera.lookAt(new Vector3());
  scene.add(new AmbientLight(0xffffff, 1), new DirectionalLight(0xffffff, 2), camera);
  const material = new MeshStandardMaterial({ color: 0xe8dcc6 });
  const loader = new STLLoader();
  const told = { first: 0, full: 0, milliseconds: 0, calls: 0 };
  const all: Group[] = [];
  const draw = () => {
    const start = performance.now();
    renderer.render(scene, camera);
    told.milliseconds = performance.now() - start;
    told.calls = renderer.info.render.calls;
  };
  for (let stage = 0; stage <= stages; stage += 1) {
    const group = new Group();
    for (const arch of ['upper', 'lower']) {
      const geometry = await loader.loadAsync(`/plain/${name}/${arch}-${stage}.stl`);
      group.add(new Mesh(geometry, material));
    }
    group.visible = stage === 0;
    all.push(group);
    scene.add(group);
    if (stage > 0) continue;
    new Box3().setFromObject(group);
    draw();
    told.first = performance.now();
  }
  told.full = performance.now();
  const goTo = (stage: number) => {
    for (const [index, group] of all.entries()) group.visible = index === stage;
    draw();
  };
  const leave = () => {
    for (const group of all) for (const child of group.children) (child as Mesh).geometry.dispose();
    material.dispose();
    renderer.dispose();
    renderer.forceContextLoss();
    renderer.domElement.remove();
  };
  Object.assign(window, { plain: { told, goTo, leave, again: show } });
}

await show();
