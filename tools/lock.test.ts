import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Package = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };

/**
 * A registry that lacks a version makes `npm install` leave a platform's package out of the lock without a word, and every `npm ci`
 * fail from then on.
 */
test('the lock file holds every package that a package in it asks for, those of other platforms included', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> };
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !placesOf(path, name).some((place) => place in packages))
      .map((name) => `${name} for ${path}`),
  );
  expect(missing).toEqual([]);
});

/** Where Node looks for a package, from that of the one who asks outwards. */
function placesOf(path: string, name: string): string[] {
  const inside = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  const above = path.lastIndexOf('node_modules/');
  return above < 0 ? [inside] : [inside, ...placesOf(path.slice(0, above).replace(/\/$/, ''), name)];
}
