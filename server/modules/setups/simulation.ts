import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/setups.ts';
import { durationOf, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { deliverFile } from '#modules/records/index.ts';
import { cookieNameAt } from '#platform/http/browser.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { fileByLink, logoByLink, openLink } from './links-store.ts';
import { partOf } from './view-setup-file.ts';

/** What a patient sees by a link: somebody without an account, who is told nothing where the link shows nothing any more. */

const cookie = (platform: Platform) => cookieNameAt(platform.config, 'simulation');

export const openSimulation =
  (platform: Platform) =>
  async (call: Call<typeof contract.openSimulation>): Promise<Answer<typeof contract.openSimulation>> => {
    const opened = await openLink(call.tx, digestOf(call.body.token));
    if (!opened) return refuse('link_invalid');
    call.audit({
      organisationId: opened.practice_id,
      subject: { kind: 'case', id: opened.case_id },
      changes: [{ field: 'link', after: opened.id }],
    });
    call.browser.setCookieAt(`/api/simulation/${opened.id}`, cookie(platform), call.body.token);
    return {
      linkId: opened.id,
      firstName: opened.first_name,
      practice: opened.practice,
      logo: opened.logo,
      version: opened.version,
      stages: opened.stages,
      durationDays: durationOf(treatmentPlan.parse(opened.treatment), opened.stages),
      expiresAt: opened.expires_at.toISOString(),
    };
  };

export const viewSimulationFile =
  (platform: Platform) =>
  async (call: Call<typeof contract.viewSimulationFile>): Promise<Answer<typeof contract.viewSimulationFile>> => {
    const { tx, params, browser } = call;
    const token = browser.cookie(cookie(platform));
    if (!token) return refuse('link_invalid');
    const digest = digestOf(token);
    const { part } = params;
    const [file, logo] = await Promise.all([
      fileByLink(tx, params.linkId, digest),
      part === 'logo' ? logoByLink(tx, params.linkId, digest) : null,
    ]);
    if (!file) return refuse('link_invalid');
    call.audit({
      organisationId: file.practice_id,
      subject: { kind: 'case', id: file.case_id },
      changes: [
        { field: 'link', after: params.linkId },
        { field: 'part', after: part },
      ],
    });
    if (part !== 'logo') {
      const wanted = partOf({ ...file, file_name: '', format: null }, part);
      return { flow: (request, reply) => deliverFile(platform.files.store, request, reply, wanted) };
    }
    if (!logo) return refuse('not_found');
    return {
      async flow(_request, reply) {
        await reply.header('cache-control', 'private, no-cache').type('image/png').send(logo);
      },
    };
  };
