import { MeshRefused } from './mesh.ts';

/** Commands of the packed scan format 501: one byte each, some followed by indices. */
const command = {
  nextVertex: 0,
  previousEdge: 1,
  nextEdge: 2,
  ignore: 3,
  restart: 4,
  restart16: 5,
  restart32: 6,
  vertex16: 7,
  vertex32: 8,
  remove: 9,
  skipVertex: 10,
} as const;

/**
 * Triangles from a walk around the rim of the surface made so far. The rim is a ring of edges, kept as linked lists: edge `e` goes from
 * `from[e]` to `to[e]`, with `before[e]` and `after[e]` beside it.
 */
export function decodeHpsFaces(data: Buffer, claimed: { vertices: number; faces: number }): Uint32Array {
  // A face takes at least one byte, and adds at most two edges.
  if (claimed.faces > data.length) throw new MeshRefused('truncated', { claimed: claimed.faces });
  const corners = new Uint32Array(claimed.faces * 3);
  const room = claimed.faces * 3;
  const [from, to, before, after] = [room, room, room, room].map((length) => new Uint32Array(length)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  let edges = 0;
  let ring = 0;
  let here = 0;
  let vertex = 0;
  let filled = 0;
  let at = 0;
  const refuse = (code: 'unreadable' | 'truncated' | 'index_out_of_range'): never => {
    throw new MeshRefused(code, { offset: at, face: filled / 3 + 1 });
  };
  const read = (size: 2 | 4) => {
    if (at + size > data.length) refuse('truncated');
    at += size;
    return size === 2 ? data.readUInt16LE(at - 2) : data.readUInt32LE(at - 4);
  };
  const face = (a: number, b: number, c: number) => {
    if (filled === corners.length) refuse('unreadable');
    if (Math.max(a, b, c) >= claimed.vertices) refuse('index_out_of_range');
    corners[filled++] = a;
    corners[filled++] = b;
    corners[filled++] = c;
  };
  const edge = (start: number, end: number) => {
    from[edges] = start;
    to[edges] = end;
    return edges++;
  };
  const link = (first: number, second: number) => {
    after[first] = second;
    before[second] = first;
  };
  const start = (a: number, b: number, c: number) => {
    face(a, b, c);
    const [first, second, third] = [edge(a, b), edge(b, c), edge(c, a)];
    link(first, second);
    link(second, third);
    link(third, first);
    here = first;
    ring = 3;
  };
  const extend = (tip: number) => {
    if (ring === 0) refuse('unreadable');
    face(tip, to[here]!, from[here]!);
    // The edge is replaced by two; it serves again as the first of them.
    const second = edge(tip, to[here]!);
    to[here] = tip;
    link(second, after[here]!);
    link(here, second);
    ring += 1;
    here = after[second]!;
  };
  /** One edge instead of two neighbours, the triangle between them being made. */
  const close = (first: number, second: number) => {
    from[second] = from[first]!;
    link(before[first]!, second);
    ring -= 1;
    here = after[second]!;
  };
  const remove = () => {
    if (ring === 0) refuse('unreadable');
    const last = before[here]!;
    const next = after[here]!;
    if (from[last] === to[here] && ring > 2) {
      const lastButOne = before[last]!;
      ring -= 2;
      to[lastButOne] = from[next]!;
      link(lastButOne, next);
    } else {
      to[last] = to[here]!;
      ring -= 1;
      if (ring > 0) link(last, next);
    }
    here = next;
  };

  while (at < data.length) {
    const said = data[at++]!;
    if (said === command.nextVertex) extend(vertex++);
    else if (said === command.previousEdge || said === command.nextEdge) {
      if (ring < 2) refuse('unreadable');
      const [first, second] = said === command.previousEdge ? [before[here]!, here] : [here, after[here]!];
      if (said === command.previousEdge) face(from[second]!, from[first]!, to[second]!);
      else face(from[first]!, to[second]!, to[first]!);
      close(first, second);
    } else if (said === command.ignore) {
      if (ring === 0) refuse('unreadable');
      here = after[here]!;
    } else if (said === command.restart) start(vertex++, vertex++, vertex++);
    else if (said === command.restart16) start(read(2), read(2), read(2));
    else if (said === command.restart32) start(read(4), read(4), read(4));
    else if (said === command.vertex16) extend(read(4) & 0xffff);
    else if (said === command.vertex32) extend(read(4));
    else if (said === command.remove) remove();
    else if (said === command.skipVertex) vertex += 1;
    else refuse('unreadable');
  }
  if (filled !== corners.length) refuse('truncated');
  return corners;
}
