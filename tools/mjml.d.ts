declare module 'mjml' {
  type Compiled = { html: string; errors: { formattedMessage: string }[] };
  export default function mjml2html(source: string, options?: Record<string, unknown>): Promise<Compiled>;
}
