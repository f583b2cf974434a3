import { v7 } from 'uuid';

/** A new identifier, UUIDv7: sorts by the moment it was made, needs no counter. */
export function newId(): string {
  return v7();
}
