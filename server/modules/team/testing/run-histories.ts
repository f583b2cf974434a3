import fc from 'fast-check';
import type { World } from '#testing/world.ts';
import { type Command, history } from './invitation-histories.ts';
import { NaiveInvitations } from './naive-invitations.ts';
import { ServedInvitations } from './served-invitations.ts';

export type HistoryFigures = { histories: number; steps: number; seconds: number };

/**
 * Random histories against the whole server and a real database, several at a time: each step must come out as the naive reading says,
 * and in the end every invitation, membership and link must be what it says. Throws with the history that broke it.
 */
export async function runHistories(world: World, count: number, seed: number): Promise<HistoryFigures> {
  const began = performance.now();
  const waiting = fc.sample(history(16), { numRuns: count, seed });
  let steps = 0;
  const work = async () => {
    for (let commands = waiting.pop(); commands; commands = waiting.pop()) {
      await runHistory(world, commands, seed);
      steps += commands.length;
    }
  };
  await Promise.all([1, 2, 3, 4, 5, 6].map(work));
  return { histories: count, steps, seconds: (performance.now() - began) / 1000 };
}

async function runHistory(world: World, commands: readonly Command[], seed: number): Promise<void> {
  const served = await ServedInvitations.begin(world);
  const naive = new NaiveInvitations();
  const told = (index: number) => `seed ${seed}, step ${index + 1} of ${JSON.stringify(commands)}`;
  for (const [index, command] of commands.entries()) {
    const [outcome, expected] = [await served.perform(command), naive.perform(command)];
    if (outcome !== expected) throw new Error(`${outcome}, naively ${expected}: ${told(index)}`);
  }
  const [picture, expected] = [JSON.stringify(await served.picture()), JSON.stringify(naive.picture())];
  if (picture !== expected) throw new Error(`${picture}, naively ${expected}: ${told(commands.length - 1)}`);
}
