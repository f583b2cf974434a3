import { answerTasks } from '../answer-tasks.ts';

export type Misdeed =
  | 'none'
  | 'loops'
  | 'eats typed arrays'
  | 'eats objects'
  | 'aborts'
  | 'throws'
  | 'tells its secrets';

let served = 0;
answerTasks<Misdeed, string>(async (misdeed) => {
  served += 1;
  if (misdeed === 'loops') for (;;) served += 1;
  if (misdeed === 'eats typed arrays')
    for (const eaten: Uint8Array[] = []; ; ) eaten.push(new Uint8Array(8_000_000).fill(1));
  if (misdeed === 'eats objects') for (const eaten: object[] = []; ; ) eaten.push(new Array(100_000).fill(served));
  if (misdeed === 'aborts') process.abort();
  if (misdeed === 'throws') throw new Error('as a program with a mistake does');
  if (misdeed === 'tells its secrets') return Object.keys(process.env).sort().join(' ');
  return `${process.pid} ${served}`;
});
