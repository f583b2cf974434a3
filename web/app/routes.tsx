import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { isRefusal } from '../client/refusal.ts';
import { listSearch } from '../features/manage-orders/list-search.ts';
import { reviewSearch } from '../features/setups/review-search.ts';
import { OutsideNotFoundPage } from './not-found-page.tsx';
import { homePath, safeReturn } from './places.ts';
import { RootPage } from './root-page.tsx';
import { meReading } from './session.ts';

type RouterContext = { queryClient: QueryClient };
type SignInSearch = { next?: string; reason?: 'ended' | 'locked' | 'signed_out' | 'password_changed' };

const root = createRootRouteWithContext<RouterContext>()({
  component: RootPage,
  notFoundComponent: OutsideNotFoundPage,
});

// Before signing in

const identity = (name: 'SignInPage' | 'SecondFactorPage') => {
  if (name === 'SignInPage') return lazyRouteComponent(() => import('../features/identity/sign-in-page.tsx'), name);
  return lazyRouteComponent(() => import('../features/identity/second-factor-page.tsx'), name);
};

function signInSearch(search: Record<string, unknown>): SignInSearch {
  const next = safeReturn(search.next);
  const reason = ['ended', 'locked', 'signed_out', 'password_changed'].find((each) => each === search.reason);
  return { ...(next && { next }), ...(reason && { reason: reason as NonNullable<SignInSearch['reason']> }) };
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: identity('SignInPage'),
});

const secondFactor = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/second-factor',
  validateSearch: signInSearch,
  component: identity('SecondFactorPage'),
});

const oidcReturn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/oidc',
  component: lazyRouteComponent(() => import('../features/identity/oidc-return-page.tsx'), 'OidcReturnPage'),
});

const requestReset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('../features/identity/request-reset-page.tsx'), 'RequestResetPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('../features/identity/reset-page.tsx'), 'ResetPage'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up/$token',
  component: lazyRouteComponent(() => import('../features/identity/set-up-page.tsx'), 'SetUpPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('../features/invitation/invitation-page.tsx'), 'InvitationPage'),
});

const collaborationLink = createRoute({
  getParentRoute: () => root,
  path: '/collaboration/$token',
  component: lazyRouteComponent(() => import('../features/collaborators/link-page.tsx'), 'CollaborationLinkPage'),
});

const emailChange = createRoute({
  getParentRoute: () => root,
  path: '/email-change/$token',
  component: lazyRouteComponent(() => import('../features/identity/email-change-page.tsx'), 'EmailChangePage'),
});

/** What a patient sees by a link; outside of everything else. */
const simulation = createRoute({
  getParentRoute: () => root,
  path: '/simulation/$token',
  component: lazyRouteComponent(() => import('../features/simulation/simulation-page.tsx'), 'SimulationPage'),
});

// Signed in

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.queryClient.ensureQueryData(meReading) };
    } catch (error) {
      const next = location.href === '/' ? undefined : location.href;
      if (isRefusal(error, 'second_factor_needed')) throw redirect({ to: '/sign-in/second-factor', search: { next } });
      if (isRefusal(error, 'locked')) throw redirect({ to: '/sign-in', search: { next, reason: 'locked' } });
      if (isRefusal(error, 'not_signed_in')) throw redirect({ to: '/sign-in', search: { next } });
      throw error;
    }
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ href: homePath(context.me) });
  },
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/account-layout.tsx'), 'AccountLayout'),
});

const accountPages = [
  createRoute({
    getParentRoute: () => account,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/account/profile' });
    },
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'profile',
    component: lazyRouteComponent(() => import('../features/account/profile-page.tsx'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'security',
    component: lazyRouteComponent(() => import('../features/account/security-page.tsx'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'sessions',
    component: lazyRouteComponent(() => import('../features/account/sessions-page.tsx'), 'SessionsPage'),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'appearance',
    component: lazyRouteComponent(() => import('../features/account/appearance-page.tsx'), 'AppearancePage'),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'api-tokens',
    component: lazyRouteComponent(() => import('../features/planning-services/api-tokens-page.tsx'), 'ApiTokensPage'),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'treatment',
    component: lazyRouteComponent(
      () => import('../features/account/treatment-preferences-page.tsx'),
      'TreatmentPreferencesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'invitations',
    component: lazyRouteComponent(
      () => import('../features/invitation/waiting-invitations-page.tsx'),
      'WaitingInvitationsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'collaborators',
    component: lazyRouteComponent(
      () => import('../features/collaborators/my-collaborators-page.tsx'),
      'MyCollaboratorsPage',
    ),
  }),
] as const;

const handOvers = createRoute({
  getParentRoute: () => shell,
  path: '/hand-overs',
  component: lazyRouteComponent(() => import('../features/hand-overs/offered-page.tsx'), 'OfferedPage'),
});

const collaborations = createRoute({
  getParentRoute: () => shell,
  path: '/collaborations',
  component: lazyRouteComponent(
    () => import('../features/collaborators/my-collaborations-page.tsx'),
    'MyCollaborationsPage',
  ),
});

// One organisation

const place = lazyRouteComponent(() => import('./shell/place-layout.tsx'), 'PlaceLayout');
const settings = lazyRouteComponent(() => import('./shell/settings-layout.tsx'), 'SettingsLayout');
const manageOrdersPage = lazyRouteComponent(
  () => import('../features/manage-orders/manage-orders-page.tsx'),
  'ManageOrdersPage',
);
const usersPage = lazyRouteComponent(() => import('../features/team/users-page.tsx'), 'UsersPage');
const auditPage = lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage');
const practicePage = lazyRouteComponent(
  () => import('../features/practices/practice-information-page.tsx'),
  'PracticeInformationPage',
);
const practiceSecurityPage = lazyRouteComponent(
  () => import('../features/practices/security-settings-page.tsx'),
  'SecuritySettingsPage',
);

const casePage = lazyRouteComponent(() => import('../features/cases/case-page.tsx'), 'CasePage');
const reviewPage = lazyRouteComponent(() => import('../features/setups/review-page.tsx'), 'ReviewPage');
const submissionPage = lazyRouteComponent(() => import('../features/orders/submission-page.tsx'), 'SubmissionPage');

type CaseSearch = { order?: string; tab?: string };

/** Which order of a case is open, and which of its sides. */
function caseSearch(search: Record<string, unknown>): CaseSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const order = text(search.order);
  const tab = text(search.tab);
  return { ...(order && { order }), ...(tab && { tab }) };
}

function stepSearch(search: Record<string, unknown>): { step?: number } {
  const step = Number(search.step);
  return Number.isInteger(step) && step >= 1 && step <= 5 ? { step } : {};
}

const practice = createRoute({ getParentRoute: () => shell, path: '/practices/$practiceId', component: place });
const practiceSettings = createRoute({ getParentRoute: () => practice, path: 'settings', component: settings });
const group = createRoute({ getParentRoute: () => shell, path: '/groups/$groupId', component: place });
const groupSettings = createRoute({ getParentRoute: () => group, path: 'settings', component: settings });
const laboratory = createRoute({ getParentRoute: () => shell, path: '/laboratories/$laboratoryId', component: place });
const laboratorySettings = createRoute({ getParentRoute: () => laboratory, path: 'settings', component: settings });
const service = createRoute({ getParentRoute: () => shell, path: '/planning-services/$serviceId', component: place });
const serviceSettings = createRoute({ getParentRoute: () => service, path: 'settings', component: settings });

const practiceHome = createRoute({
  getParentRoute: () => practice,
  path: '/',
  validateSearch: listSearch,
  component: manageOrdersPage,
});

const practiceCasePages = [
  createRoute({
    getParentRoute: () => practice,
    path: 'discarded-drafts',
    component: lazyRouteComponent(() => import('../features/orders/discarded-drafts-page.tsx'), 'DiscardedDraftsPage'),
  }),
  createRoute({
    getParentRoute: () => practice,
    path: 'cases/$caseId',
    validateSearch: caseSearch,
    component: casePage,
  }),
  createRoute({
    getParentRoute: () => practice,
    path: 'collaborators',
    validateSearch: (search: Record<string, unknown>): { who?: string } =>
      typeof search.who === 'string' && search.who ? { who: search.who } : {},
    component: lazyRouteComponent(
      () => import('../features/giving-cases/manage-collaborators-page.tsx'),
      'ManageCollaboratorsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => practice,
    path: 'cases/$caseId/seen-as/$viewer',
    validateSearch: caseSearch,
    component: lazyRouteComponent(() => import('../features/giving-cases/seen-as-page.tsx'), 'SeenAsPage'),
  }),
  createRoute({
    getParentRoute: () => practice,
    path: 'cases/$caseId/setups/$version',
    validateSearch: reviewSearch,
    component: reviewPage,
  }),
  createRoute({
    getParentRoute: () => practice,
    path: 'cases/$caseId/chairside',
    validateSearch: caseSearch,
    component: lazyRouteComponent(() => import('../features/chairside/chairside-page.tsx'), 'ChairsidePage'),
  }),
  createRoute({
    getParentRoute: () => practice,
    path: 'cases/$caseId/orders/$orderId',
    validateSearch: stepSearch,
    component: submissionPage,
  }),
] as const;

const practiceSettingsPages = [
  createRoute({
    getParentRoute: () => practiceSettings,
    path: '/',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/practices/$practiceId/settings/users', params });
    },
  }),
  createRoute({ getParentRoute: () => practiceSettings, path: 'users', component: usersPage }),
  createRoute({ getParentRoute: () => practiceSettings, path: 'practice', component: practicePage }),
  createRoute({
    getParentRoute: () => practiceSettings,
    path: 'laboratories',
    component: lazyRouteComponent(() => import('../features/laboratories/laboratories-page.tsx'), 'LaboratoriesPage'),
  }),
  createRoute({
    getParentRoute: () => practiceSettings,
    path: 'collaborators',
    component: lazyRouteComponent(
      () => import('../features/collaborators/practice-collaborators-page.tsx'),
      'PracticeCollaboratorsPage',
    ),
  }),
  createRoute({ getParentRoute: () => practiceSettings, path: 'security', component: practiceSecurityPage }),
  createRoute({ getParentRoute: () => practiceSettings, path: 'audit', component: auditPage }),
] as const;

const groupHome = createRoute({
  getParentRoute: () => group,
  path: '/',
  component: lazyRouteComponent(() => import('../features/practices/my-practices-page.tsx'), 'MyPracticesPage'),
});

const groupOrders = createRoute({
  getParentRoute: () => group,
  path: 'orders',
  validateSearch: listSearch,
  component: manageOrdersPage,
});

const groupSettingsPages = [
  createRoute({
    getParentRoute: () => groupSettings,
    path: '/',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/groups/$groupId/settings/users', params });
    },
  }),
  createRoute({ getParentRoute: () => groupSettings, path: 'users', component: usersPage }),
  createRoute({
    getParentRoute: () => groupSettings,
    path: 'group',
    component: lazyRouteComponent(() => import('../features/practices/group-page.tsx'), 'GroupPage'),
  }),
  createRoute({
    getParentRoute: () => groupSettings,
    path: 'collaborators',
    component: lazyRouteComponent(() => import('../features/collaborators/group-texts-page.tsx'), 'GroupTextsPage'),
  }),
  createRoute({ getParentRoute: () => groupSettings, path: 'audit', component: auditPage }),
] as const;

const laboratoryHome = createRoute({
  getParentRoute: () => laboratory,
  path: '/',
  validateSearch: listSearch,
  component: manageOrdersPage,
});

const laboratoryCase = createRoute({
  getParentRoute: () => laboratory,
  path: 'cases/$caseId',
  validateSearch: caseSearch,
  component: casePage,
});

const laboratoryReview = createRoute({
  getParentRoute: () => laboratory,
  path: 'cases/$caseId/setups/$version',
  validateSearch: reviewSearch,
  component: reviewPage,
});

const laboratorySettingsPages = [
  createRoute({
    getParentRoute: () => laboratorySettings,
    path: '/',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/laboratories/$laboratoryId/settings/users', params });
    },
  }),
  createRoute({ getParentRoute: () => laboratorySettings, path: 'users', component: usersPage }),
  createRoute({
    getParentRoute: () => laboratorySettings,
    path: 'packages',
    component: lazyRouteComponent(() => import('../features/laboratories/packages-page.tsx'), 'PackagesPage'),
  }),
  createRoute({
    getParentRoute: () => laboratorySettings,
    path: 'records',
    component: lazyRouteComponent(() => import('../features/laboratories/requirements-page.tsx'), 'RequirementsPage'),
  }),
  createRoute({ getParentRoute: () => laboratorySettings, path: 'audit', component: auditPage }),
] as const;

const serviceHome = createRoute({
  getParentRoute: () => service,
  path: '/',
  validateSearch: listSearch,
  component: manageOrdersPage,
});

const serviceCase = createRoute({
  getParentRoute: () => service,
  path: 'cases/$caseId',
  validateSearch: caseSearch,
  component: casePage,
});

const serviceReview = createRoute({
  getParentRoute: () => service,
  path: 'cases/$caseId/setups/$version',
  validateSearch: reviewSearch,
  component: reviewPage,
});

const serviceSettingsPages = [
  createRoute({
    getParentRoute: () => serviceSettings,
    path: '/',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/planning-services/$serviceId/settings/users', params });
    },
  }),
  createRoute({ getParentRoute: () => serviceSettings, path: 'users', component: usersPage }),
  createRoute({
    getParentRoute: () => serviceSettings,
    path: 'assignments',
    component: lazyRouteComponent(
      () => import('../features/planning-services/assignments-page.tsx'),
      'AssignmentsPage',
    ),
  }),
  createRoute({ getParentRoute: () => serviceSettings, path: 'audit', component: auditPage }),
] as const;

// What is shared with me

const collaboratorView = createRoute({
  getParentRoute: () => shell,
  path: '/collaborator-view',
  component: lazyRouteComponent(() => import('../features/collaborator-view/layout.tsx'), 'CollaboratorViewLayout'),
});
const collaboratorPages = [
  createRoute({
    getParentRoute: () => collaboratorView,
    path: '/',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('../features/manage-orders/manage-orders-page.tsx'), 'CaseList'),
  }),
  createRoute({
    getParentRoute: () => collaboratorView,
    path: 'cases/$caseId',
    validateSearch: caseSearch,
    component: casePage,
  }),
  createRoute({
    getParentRoute: () => collaboratorView,
    path: 'cases/$caseId/setups/$version',
    validateSearch: reviewSearch,
    component: reviewPage,
  }),
  createRoute({
    getParentRoute: () => collaboratorView,
    path: 'cases/$caseId/orders/$orderId',
    validateSearch: stepSearch,
    component: submissionPage,
  }),
] as const;

// The instance

const instance = createRoute({
  getParentRoute: () => shell,
  path: '/instance',
  component: lazyRouteComponent(() => import('../features/instance/instance-layout.tsx'), 'InstanceLayout'),
});

const instancePages = [
  createRoute({
    getParentRoute: () => instance,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/instance/organisations' });
    },
  }),
  createRoute({
    getParentRoute: () => instance,
    path: 'organisations',
    component: lazyRouteComponent(() => import('../features/instance/organisations-page.tsx'), 'OrganisationsPage'),
  }),
  createRoute({
    getParentRoute: () => instance,
    path: 'outbox',
    component: lazyRouteComponent(() => import('../features/instance/outbox-page.tsx'), 'OutboxPage'),
  }),
] as const;

export const routeTree = root.addChildren([
  signIn,
  secondFactor,
  oidcReturn,
  requestReset,
  reset,
  setUp,
  invitation,
  collaborationLink,
  emailChange,
  simulation,
  shell.addChildren([
    home,
    account.addChildren(accountPages),
    handOvers,
    collaborations,
    practice.addChildren([practiceHome, ...practiceCasePages, practiceSettings.addChildren(practiceSettingsPages)]),
    group.addChildren([groupHome, groupOrders, groupSettings.addChildren(groupSettingsPages)]),
    laboratory.addChildren([
      laboratoryHome,
      laboratoryCase,
      laboratoryReview,
      laboratorySettings.addChildren(laboratorySettingsPages),
    ]),
    service.addChildren([serviceHome, serviceCase, serviceReview, serviceSettings.addChildren(serviceSettingsPages)]),
    collaboratorView.addChildren(collaboratorPages),
    instance.addChildren(instancePages),
  ]),
]);
