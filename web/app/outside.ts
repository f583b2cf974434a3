/** Addresses that anybody may open without signing in. */
export const outside = /^\/(sign-in|reset|set-up|invitation|collaboration|email-change|simulation)(\/|$)/;
