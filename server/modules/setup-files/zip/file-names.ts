import type { Arch } from '#contract/teeth.ts';
import { type Named, readName } from '../tooth-names.ts';

/** What a file of an archive is by its name and folders. */
export type NamedFile =
  | { kind: 'tooth'; named: Extract<Named, { kind: 'tooth' }>; stage: number | null }
  | { kind: 'jaw'; arch: Arch; stage: number | null; scan: boolean }
  | { kind: 'transforms' }
  | { kind: 'treatment' }
  | { kind: 'other' };

const jaw =
  /(?:^|[\s_.-])(?:tooth[\s_.-]*)?(?:(upper|maxill\w*|max|oberkiefer|ok)|(lower|mandib\w*|man|unterkiefer|uk))(?:[\s_.-]*(?:jaw|arch|model|kiefer|gingiva|gums?))?([\s_.-]*scan)?$/i;
const shell = /(?:^|[\s_.-])shell[\s_.-]*occlusion[\s_.-]*(?:(u)|(l))$/i;
const stageWord =
  /(?:subsetup|sub[\s_-]setup|stage|step|setup|aligner|phase|schritt|stufe|etape|étape)[\s_.-]*0*(\d{1,4})(?!\d)/i;
const beginning = /^(?:initial|start|original|malocclusion)$/i;

/** Reads a path such as `Case_Subsetup3_Maxillar.stl`, `Stage 3/Tooth_8.stl`, `03/x-upperjaw.stl`, `treatment.csv`; null where it says nothing. */
export function readFileName(path: string): NamedFile | null {
  const folders = path.split('/');
  const name = folders.pop()!;
  const [, base = name, ending = ''] = /^(.*)\.([^.]+)$/.exec(name) ?? [];
  const kind = ending.toLowerCase();
  if (kind === 'csv' || kind === 'json') return tableOf(base);
  if (!['stl', 'ply', 'obj'].includes(kind)) return { kind: 'other' };
  const said = stageWord.exec(base);
  // What says the stage says nothing else: `Tooth_8_Stage3`, `upper_Subsetup3`.
  const rest = said ? `${base.slice(0, said.index)}${base.slice(said.index + said[0].length)}` : base;
  const plain = rest.replace(/^[\s_.-]+|[\s_.-]+$/g, '');
  const told = said ? Number(said[1]) : stageOfFolders(folders);
  const tooth = readName(plain);
  if (tooth?.kind === 'tooth') return { kind: 'tooth', named: tooth, stage: told };
  const numbered = /^(.*?)[\s_.-]*(\d{1,4})$/.exec(plain);
  const found = jawOf(plain) ?? (numbered ? jawOf(numbered[1]!) : null);
  if (!found) return null;
  const near = numbered && jawOf(numbered[1]!) ? Number(numbered[2]) : numberBefore(plain);
  return { kind: 'jaw', ...found, stage: told ?? near };
}

function tableOf(base: string): NamedFile | null {
  if (/transform|positions?$|poses?$/i.test(base)) return { kind: 'transforms' };
  return /treatment|plan$/i.test(base) ? { kind: 'treatment' } : null;
}

function jawOf(text: string): { arch: Arch; scan: boolean } | null {
  const found = jaw.exec(text) ?? shell.exec(text);
  return found ? { arch: found[1] ? 'upper' : 'lower', scan: found[3] !== undefined } : null;
}

/** A number right before what says the arch: `case_03_upper`. */
function numberBefore(text: string): number | null {
  const found = jaw.exec(text) ?? shell.exec(text);
  const before = found && /(?:^|[\s_.-])0*(\d{1,3})$/.exec(text.slice(0, found.index));
  return before ? Number(before[1]) : null;
}

/** The innermost folder that tells a stage. */
function stageOfFolders(folders: readonly string[]): number | null {
  for (const folder of folders.toReversed()) {
    const said = stageWord.exec(folder);
    if (said) return Number(said[1]);
    if (beginning.test(folder)) return 0;
  }
  const numbered = folders
    .toReversed()
    .map((folder) => /^(?:.*[\s_.-])?0*(\d{1,3})$/.exec(folder))
    .find((found) => found !== null);
  return numbered ? Number(numbered[1]) : null;
}
