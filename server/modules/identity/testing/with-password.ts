import type { Person, World } from '#testing/world.ts';
import { hashSecret } from '../hash.ts';

export const password = 'Zwetschgen-Kabel 41';
export const otherPassword = 'Laternen-Quitte 87';
let hash: Promise<string> | undefined;

/** A person who can sign in with `password`. */
export async function withPassword(world: World, given: Parameters<World['person']>[0] = {}): Promise<Person> {
  hash ??= hashSecret(password);
  const person = await world.person(given);
  await world.sql('insert into passwords (account_id, hash, changed_at) values ($1, $2, $3)', [
    person.id,
    await hash,
    world.clock.now(),
  ]);
  return person;
}
