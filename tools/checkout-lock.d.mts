/** Does the work while no other process that asks for the same lock does; waits for its turn. */
export function whileAlone<T>(lock: string, work: () => Promise<T>, notify?: (sentence: string) => void): Promise<T>;
