/** What of the review page stands in its address, beside the version: so that a link shows a colleague the same. */

export const sides = ['facts', 'movement', 'plan', 'compare', 'comments', 'messages'] as const;
export type Side = (typeof sides)[number];

export type ReviewSearch = {
  stage?: number;
  tab?: Side;
  /** The version laid over. */
  compare?: number;
  tooth?: number;
  comment?: string;
};

export function reviewSearch(search: Record<string, unknown>): ReviewSearch {
  const whole = (value: unknown, least: number) => {
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= least && number < 10_000
      ? number
      : undefined;
  };
  const stage = whole(search.stage, 0);
  const compare = whole(search.compare, 1);
  const tooth = whole(search.tooth, 11);
  const tab = sides.find((each) => each === search.tab);
  const comment = typeof search.comment === 'string' && search.comment !== '' ? search.comment : undefined;
  return {
    ...(stage !== undefined && { stage }),
    ...(tab && { tab }),
    ...(compare !== undefined && { compare }),
    ...(tooth !== undefined && { tooth }),
    ...(comment && { comment }),
  };
}
