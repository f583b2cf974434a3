import type { Language } from '#contract/shapes.ts';
import { fillLayout, layout } from './layout.ts';
import { type AnyLetterTemplate, kindOf } from './letter-template.ts';
import { type Say, sentences } from './sentences.ts';
import { oneLine, typedName } from './typed-text.ts';

/** The organisation in whose name a letter goes out; it heads and closes the letter. */
export type Sender = { name: string; address?: string; logoUrl?: string };

/** What a letter says, as it is kept (sealed) until it is sent. */
export type LetterContent = {
  values: Record<string, string>;
  firstName?: string;
  timeZone?: string;
  sender?: Sender;
};

export type RenderedLetter = { subject: string; text: string; html: string };

/** A letter as read: subject, plain text and HTML, the same for the mail server and for the local outbox. */
export function renderLetter(
  template: AnyLetterTemplate,
  language: Language,
  content: LetterContent,
  publicUrl: string,
): RenderedLetter {
  const say = sentences(language);
  const shown = showValues(template, language, content);
  const own = (phrase: string) => say(`${template.name}.${phrase}`, shown);
  const chosen = (list: AnyLetterTemplate['paragraphs'] = []) =>
    list.flatMap((part) =>
      typeof part === 'string' ? [own(part)] : part.when in content.values ? [own(part.phrase)] : [],
    );
  const firstName = content.firstName && typedName(content.firstName);
  const letter: Written = {
    subject: oneLine(own('subject')),
    preheader: own('preheader'),
    title: own('title'),
    sender: content.sender ? typedName(content.sender.name) : 'Midline',
    greeting: firstName ? say('common.greeting', { firstName }) : say('common.greetingUnnamed'),
    paragraphs: chosen(template.paragraphs),
    facts: (template.facts ?? [])
      .filter((name) => name in content.values)
      .map((name) => ({ label: say(`facts.${name}`), value: factOf(template, language, name, shown[name]!) })),
    actions: (template.actions ?? [])
      .filter((action) => action.link in content.values)
      .map((action) => ({ label: own(action.phrase), url: content.values[action.link]! })),
    footnotes: chosen(template.footnotes),
    footer: [
      ...(content.sender ? [typedName([content.sender.name, content.sender.address].filter(Boolean).join(', '))] : []),
      say('common.automatic', { host: new URL(publicUrl).host }),
    ],
  };
  return {
    subject: letter.subject,
    text: asText(letter, say),
    html: asHtml(letter, language, say('common.spelled'), content.sender),
  };
}

type Written = {
  subject: string;
  preheader: string;
  title: string;
  sender: string;
  greeting: string;
  paragraphs: string[];
  facts: { label: string; value: string }[];
  actions: { label: string; url: string }[];
  footnotes: string[];
  footer: string[];
};

function factOf(template: AnyLetterTemplate, language: Language, name: string, value: string): string {
  const isWord = kindOf(template.values[name]!) === 'word';
  return isWord ? sentences(language, 'words')(`${name}s.${value}`) : value;
}

/** Values as a reader sees them. Also those left out are there, empty, so that a phrase may ask for them in a choice. */
function showValues(template: AnyLetterTemplate, language: Language, content: LetterContent): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, field] of Object.entries(template.values)) {
    const value = content.values[name];
    const kind = kindOf(field);
    if (value === undefined) shown[name] = '';
    else if (kind === 'time') shown[name] = tellTime(value, language, content.timeZone);
    else if (kind === 'name') shown[name] = typedName(value);
    else shown[name] = oneLine(value);
  }
  return shown;
}

function tellTime(iso: string, language: Language, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(iso));
}

function asText(letter: Written, say: Say): string {
  return `${[
    letter.title,
    letter.greeting,
    ...letter.paragraphs,
    letter.facts.map((fact) => say('common.fact', fact)).join('\n'),
    ...letter.actions.map((action) => `${action.label}\n${action.url}`),
    ...letter.footnotes,
    `-- \n${letter.footer.join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function asHtml(letter: Written, lang: Language, spelled: string, sender: Sender | undefined): string {
  const { subject, preheader, title, greeting } = letter;
  const [button, ...links] = letter.actions.map((slots) => ({ slots }));
  const texts = (list: string[]) => list.map((text) => ({ slots: { text } }));
  return fillLayout(layout(), {
    slots: { lang, subject, preheader, title, sender: letter.sender, greeting },
    parts: {
      logo: sender?.logoUrl ? [{ slots: { logoUrl: sender.logoUrl, name: letter.sender } }] : [],
      paragraph: texts(letter.paragraphs),
      facts: letter.facts.length > 0 ? [{ parts: { fact: letter.facts.map((slots) => ({ slots })) } }] : [],
      button: button ? [button] : [],
      link: links,
      footnote: texts(letter.footnotes),
      spelled: button ? [{ slots: { text: spelled, url: button.slots.url } }] : [],
      footer: texts(letter.footer),
    },
  });
}
