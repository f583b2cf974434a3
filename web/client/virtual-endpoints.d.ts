declare module 'virtual:endpoints' {
  const table: Record<string, [method: string, path: string, kind: 'json' | 'file']>;
  export default table;
}
