import { setUp } from '#contract/identity.ts';
import { TestBrowser } from '#testing/browser.ts';
import type { ServerProcess } from './server-process.ts';

/** Sets a fresh server up by the link it printed: a browser signed in as administrator, and the first practice. */
export async function setUpServer(server: ServerProcess): Promise<{ browser: TestBrowser; practiceId: string }> {
  const browser = new TestBrowser(server.url);
  const { practiceId } = await browser.call(setUp, {
    body: {
      token: server.setUpToken!,
      administrator: {
        email: 'ada@kill.example',
        password: 'a quiet lake at noon',
        firstName: 'Ada',
        lastName: 'Admin',
        language: 'en',
        timeZone: 'Europe/Berlin',
      },
      groupName: 'Kill Group',
      practice: {
        name: 'Kill Practice',
        streetAddress: '',
        postalCode: '',
        city: '',
        country: 'DE',
        phone: '',
        email: '',
        timeZone: 'Europe/Berlin',
        language: 'en',
      },
    },
  });
  return { browser, practiceId };
}
