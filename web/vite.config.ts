import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { endpointTable } from './build/endpoint-table.ts';
import { fontPreload } from './build/font-preload.ts';
import { precompressed } from './build/precompressed.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const server = process.env.MIDLINE_SERVER ?? 'http://127.0.0.1:3000';

const ground =
  /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|i18next-icu|intl-messageformat|@formatjs|@tanstack\/(react-)?(router|query|store|history))/;
const controls =
  /node_modules\/(clsx|@mantine\/(core|hooks)\/esm\/(core|components\/(ActionIcon|Alert|Anchor|Box|Button|Center|CloseButton|Divider|Group|Input|Loader|Paper|PasswordInput|Skeleton|Stack|Text|TextInput|Title|Transition|UnstyledButton|VisuallyHidden)))/;

// Small pieces of our own that nearly every page has.
const parts =
  /web\/(client\/(call|refusal|use-calls|query-client)|app\/(languages|phrases|places|session|outside|page-pending|not-found-page|page-error)|design\/(empty-state|error-notice|fields|icons|mark|notice|person-avatar|page\.module|tones\.module|wordmark))|icons-react\/.*(createReactComponent|defaultAttributes|IconAlertTriangle|IconInfoCircle|IconCircleCheck|IconSearch|IconMail|IconFingerprint)\./;

// What stands around every page of somebody signed in.
const inside =
  /web\/(app\/(shell\/(shell|place-layout|place-picture|switcher|user-menu|header|owners|waiting-banner)|place)\b|design\/(dates|notify|page-header|state-badge|toasts))|@floating-ui|@mantine\/(hooks|core\/esm\/(components\/(Burger|Checkbox|Floating|FocusTrap|Menu|Popover|Portal|Toggle|Tooltip|ScrollArea)|utils\/(Floating|InlineInput)))\//;
const icons = /icons-react\/.*Icon[A-Z]/;

export default defineConfig({
  root,
  plugins: [react(), endpointTable(), fontPreload(), precompressed()],
  css: { postcss: root },
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs travels in a few files instead of dozens; the rest follows the routes.
        codeSplitting: {
          groups: [
            { name: 'ground', test: ground, priority: 4 },
            { name: 'controls', test: controls, priority: 3 },
            { name: 'parts', test: parts, priority: 2 },
            { name: 'inside', test: inside, priority: 1, minShareCount: 2 },
            { name: 'icons', test: icons, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
});
