import type { Page } from 'playwright';

/** For a page before its own scripts: counts the workers that live, as `window.counts.workers`. Others may count beside it. */
export const countWorkers = (): void => {
  const alive = new Set<Worker>();
  const counts = {
    get workers() {
      return alive.size;
    },
  };
  Object.assign(window, { counts });
  window.Worker = class extends Worker {
    constructor(...all: ConstructorParameters<typeof Worker>) {
      super(...all);
      alive.add(this);
    }
    override terminate() {
      alive.delete(this);
      super.terminate();
    }
  };
};

/** Lets the page draw so many times. */
export const frames = (page: Page, count: number): Promise<void> =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((done) => {
        const next = (left: number) => (left > 0 ? requestAnimationFrame(() => next(left - 1)) : done());
        next(wanted);
      }),
    count,
  );
