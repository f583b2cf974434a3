/** PostgreSQL settings by name, given on the command line so that they follow this file and not the data folder. */
export type Settings = Record<string, string>;

/** The settings of the built-in PostgreSQL. */
export function embeddedSettings(port: number): Settings {
  return {
    // Loopback only, and no Unix socket: its path would be too long for many data folders.
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',

    // Somebody's records: what was committed survives a power cut.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',

    // A practice's working set fits; the operating system caches the rest, and a small machine keeps its memory.
    shared_buffers: '128MB',
    // Two server processes with their pools, the worker, a backup and an administrator; each one more costs memory.
    max_connections: '50',
    // Our queries are short: compiling them costs more than running them.
    jit: 'off',

    timezone: 'UTC',
    log_timezone: 'UTC',

    // Failing statements, their values and the keys they name are patients' data and don't belong in a plain file;
    // the server gets every error anyway. "log" leaves out errors and keeps starts, crashes and damage.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
    logging_collector: 'off',
  };
}

/** The settings as arguments of `postgres`. */
export function settingsAsArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
