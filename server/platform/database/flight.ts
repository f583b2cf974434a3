import type { Socket } from 'node:net';
import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

/** What a statement gave: its rows, how many it touched, and what PostgreSQL says it did, e.g. `COMMIT`. */
export type Outcome = { rows: Record<string, unknown>[]; count: number; did: string };

type Statement = {
  readonly text: string;
  /** Under this name the connection keeps it prepared; undefined for one that isn't kept. */
  readonly name: string | undefined;
  readonly values: (string | Buffer | null)[];
  readonly outcome: Outcome;
  columns: Columns | undefined;
  unreadable?: Error;
  resolve(outcome: Outcome): void;
  reject(error: Error): void;
};

type Columns = { names: string[]; parsers: ((text: string) => unknown)[] };

/** The connection below a client of pg, as far as flights speak to it; pg leaves it untyped. */
type Connection = {
  readonly stream: Socket;
  /** Text by name, of what the server has prepared, and of what was sent to be prepared. */
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(what: { text: string; name: string | undefined }): void;
  bind(what: { portal: string; statement: string | undefined; values: unknown[] }): void;
  describe(what: { type: 'P'; name: string }): void;
  execute(what: { portal: string }): void;
  sync(): void;
};

/** Columns of prepared statements, so that the server needn't describe them each time. */
const described = new WeakMap<Connection, Map<string, Columns>>();

/**
 * Statements that travel to PostgreSQL together and are answered together: one Sync for all of them, where a query of pg's own has one each.
 * They run in order; when one fails, those behind it don't run.
 */
export class Flight extends pg.Query {
  private readonly statements: Statement[] = [];
  private answered = 0;
  // What pg notes as prepared when the server says so: always of the statement that is answered next.
  name: string | undefined;
  text = '';

  constructor() {
    super('');
  }

  /** Adds a statement. Its values are taken now: changing them later changes nothing. */
  add(text: string, values: readonly unknown[], name: string | undefined): Promise<Outcome> {
    const prepared = values.map(prepareValue);
    return new Promise((resolve, reject) => {
      const outcome = { rows: [], count: 0, did: '' };
      this.statements.push({ text, name, values: prepared, outcome, columns: undefined, resolve, reject });
    });
  }

  /** Fails what hasn't been answered; for a flight that never leaves. */
  cancel(): void {
    this.failFrom(this.answered, skipped);
  }

  /** Called by pg to send it. */
  override submit = (given: unknown): void => {
    const connection = given as Connection;
    connection.stream.cork();
    for (const statement of this.statements) depart(statement, connection);
    connection.sync();
    connection.stream.uncork();
    this.expectNext();
  };

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.current().columns = {
      names: fields.map((field) => field.name),
      parsers: fields.map((field) => pg.types.getTypeParser(field.dataTypeID, 'text')),
    };
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const statement = this.current();
    try {
      statement.outcome.rows.push(rowOf(statement.columns!, fields));
    } catch (error) {
      // Thrown from here it would end the process.
      statement.unreadable = error as Error;
    }
  }

  handleCommandComplete({ text }: { text: string }, connection: unknown): void {
    const statement = this.current();
    if (statement.name) remember(connection as Connection, statement.name, statement.columns);
    statement.outcome.did = text;
    statement.outcome.count = Number(/\d+$/.exec(text)?.[0] ?? 0);
    this.answered += 1;
    this.expectNext();
    if (statement.unreadable) statement.reject(statement.unreadable);
    else statement.resolve(statement.outcome);
  }

  handleError(error: Error, given: unknown): void {
    const { submittedNamedStatements } = given as Connection;
    for (const { name } of this.statements.slice(this.answered)) if (name) delete submittedNamedStatements[name];
    this.statements[this.answered]?.reject(error);
    this.failFrom(this.answered + 1, skipped);
  }

  handleReadyForQuery(): void {
    this.failFrom(this.answered, skipped);
  }

  private current(): Statement {
    return this.statements[this.answered]!;
  }

  private expectNext(): void {
    const next = this.statements[this.answered];
    this.name = next?.name;
    this.text = next?.text ?? '';
  }

  private failFrom(index: number, reason: () => Error): void {
    for (const statement of this.statements.slice(index)) statement.reject(reason());
    this.answered = this.statements.length;
  }
}

/** As PostgreSQL itself says it of statements in a transaction that failed. */
function skipped(): Error {
  return Object.assign(new Error('a statement before this one failed'), { code: '25P02' });
}

function depart(statement: Statement, connection: Connection): void {
  const { name, text, values } = statement;
  const { parsedStatements, submittedNamedStatements } = connection;
  if (!name || (!parsedStatements[name] && !submittedNamedStatements[name])) {
    connection.parse({ text, name });
    if (name) submittedNamedStatements[name] = text;
  }
  connection.bind({ portal: '', statement: name, values });
  statement.columns = name ? described.get(connection)?.get(name) : undefined;
  if (!statement.columns) connection.describe({ type: 'P', name: '' });
  connection.execute({ portal: '' });
}

function rowOf({ names, parsers }: Columns, fields: (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < fields.length; index += 1) {
    const text = fields[index];
    row[names[index]!] = text === null || text === undefined ? null : parsers[index]!(text);
  }
  return row;
}

function remember(connection: Connection, name: string, columns: Columns | undefined): void {
  const known = described.get(connection) ?? new Map<string, Columns>();
  if (known.size === 0) described.set(connection, known);
  if (!known.has(name)) known.set(name, columns ?? { names: [], parsers: [] });
}
