import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a task ended: with a result, or how its process died of it. */
export type Ended<Result> =
  | { ended: 'done'; result: Result }
  | { ended: 'too_slow' }
  | { ended: 'too_much_memory' }
  | { ended: 'crashed' };

/** A process of its own for work on files that may be hostile, kept warm between tasks. */
export interface LimitedChild<Task, Result> {
  /** Runs a task once those before it are done. Rejects where the program threw, or the child is closed. */
  run(task: Task): Promise<Ended<Result>>;
  close(): void;
}

export interface Limits {
  /** For one task, in milliseconds of wall-clock time. */
  timeLimitMs: number;
  /** For the whole process, V8 and native code together, in MB. Held by the operating system, where it has such limits. */
  memoryLimitMb: number;
  /** After so long without a task the process ends and gives its memory back; the next task starts another. */
  idleMs?: number;
}

interface Waiting<Task, Result> {
  task: Task;
  tried: boolean;
  resolve(ended: Ended<Result>): void;
  reject(error: Error): void;
}

interface Running<Task, Result> {
  process: ChildProcess;
  served: number;
  complaint: string;
  slow: boolean;
  idle?: NodeJS.Timeout | undefined;
  limit?: NodeJS.Timeout | undefined;
  current?: Waiting<Task, Result> | undefined;
}

export interface Answer<Result> {
  result?: Result;
  /** Why the task failed, where it isn't the file's fault. */
  error?: string | undefined;
  /** Whether the process should be replaced. */
  worn: boolean;
  /** Resident memory after the task, in bytes. */
  rss: number;
}

/** Prepares to run tasks in `program`, which answers with `answerTasks`. The process starts with the first task. */
export function startLimitedChild<Task, Result>(program: URL, limits: Limits): LimitedChild<Task, Result> {
  const waiting: Waiting<Task, Result>[] = [];
  let running: Running<Task, Result> | undefined;
  let closed = false;

  function next(): void {
    if (running?.current) return;
    const task = waiting.shift();
    if (!task) return;
    running ??= start();
    const child = running;
    clearTimeout(child.idle);
    child.current = task;
    child.limit = setTimeout(() => {
      child.slow = true;
      child.process.kill('SIGKILL');
    }, limits.timeLimitMs);
    // A process that just died refuses the message; its exit says the same.
    child.process.send(task.task as object, () => {});
  }

  function start(): Running<Task, Result> {
    const child: Running<Task, Result> = {
      process: spawnLimited(program, limits.memoryLimitMb),
      served: 0,
      complaint: '',
      slow: false,
    };
    child.process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      child.complaint = (child.complaint + text).slice(-4000);
    });
    child.process.on('message', (answer) => answered(child, answer as Answer<Result>));
    child.process.on('error', () => {});
    child.process.on('close', (_code, signal) => died(child, signal));
    return child;
  }

  function answered(child: Running<Task, Result>, { result, error, worn, rss }: Answer<Result>): void {
    const task = child.current;
    clearTimeout(child.limit);
    child.current = undefined;
    child.served += 1;
    if (worn || rss > (limits.memoryLimitMb * 1_048_576) / 2) {
      // What one task left behind must not count against the next.
      if (running === child) running = undefined;
      child.process.kill('SIGKILL');
    } else {
      child.idle = setTimeout(() => child.process.kill('SIGKILL'), limits.idleMs ?? 300_000).unref();
    }
    if (error === undefined) task?.resolve({ ended: 'done', result: result as Result });
    else if (outOfMemory(error)) task?.resolve({ ended: 'too_much_memory' });
    else task?.reject(new Error(error));
    next();
  }

  function died(child: Running<Task, Result>, signal: NodeJS.Signals | null): void {
    clearTimeout(child.limit);
    clearTimeout(child.idle);
    if (running === child) running = undefined;
    const task = child.current;
    child.current = undefined;
    if (task && closed) task.reject(new Error('The child process was closed'));
    else if (task && child.slow) task.resolve({ ended: 'too_slow' });
    else if (task && child.served > 0 && !task.tried) waiting.unshift({ ...task, tried: true });
    else if (task) {
      // A kill that isn't ours is the operating system's, out of memory.
      const ate = signal === 'SIGKILL' || outOfMemory(child.complaint);
      task.resolve({ ended: ate ? 'too_much_memory' : 'crashed' });
    }
    next();
  }

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The child process was closed'));
        waiting.push({ task, tried: false, resolve, reject });
        next();
      }),
    close() {
      closed = true;
      for (const task of waiting.splice(0)) task.reject(new Error('The child process was closed'));
      running?.process.kill('SIGKILL');
    },
  };
}

// Writable memory that Node 24 counts as its own before it has done anything; most of it is V8's place for code, untouched.
const reservedMb = 580;

// One that is busy while its parent is killed must not be busy for ever. One that has worked this long is replaced by another.
const processorSeconds = 900;

/** The limit is on writable memory; one on addresses would forbid what V8 and WebAssembly only reserve. */
function spawnLimited(program: URL, memoryLimitMb: number): ChildProcess {
  const node = [process.execPath, `--max-old-space-size=${Math.round(memoryLimitMb / 2)}`, fileURLToPath(program)];
  const limited = [
    'sh',
    '-c',
    `ulimit -t ${processorSeconds}; ulimit -d ${(memoryLimitMb + reservedMb) * 1024}; exec "$@"`,
    'sh',
    ...node,
  ];
  const [command = '', ...args] = process.platform === 'win32' ? node : limited;
  // Nothing of the server's environment: it holds secrets.
  const env = { PATH: process.env.PATH ?? '', MALLOC_ARENA_MAX: '2', NODE_NO_WARNINGS: '1' };
  return spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced', env });
}

function outOfMemory(complaint: string): boolean {
  return /out of memory|allocation failed|failed to allocate|bad_alloc/i.test(complaint);
}
