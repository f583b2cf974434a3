/** Where known carriers show a parcel; the tracking number takes the place of `#`. */
const pages: Record<string, string> = {
  australiapost: 'https://auspost.com.au/mypost/track/details/#',
  chronopost: 'https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=#',
  colissimo: 'https://www.laposte.fr/outils/suivre-vos-envois?code=#',
  dhl: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=#',
  dpd: 'https://tracking.dpd.de/status/en_US/parcel/#',
  fedex: 'https://www.fedex.com/fedextrack/?trknbr=#',
  gls: 'https://gls-group.com/track/#',
  laposte: 'https://www.laposte.fr/outils/suivre-vos-envois?code=#',
  postnl: 'https://postnl.nl/tracktrace/?B=#',
  royalmail: 'https://www.royalmail.com/track-your-item#/tracking-results/#',
  swisspost: 'https://service.post.ch/ekp-web/ui/entry/search/#',
  ups: 'https://www.ups.com/track?tracknum=#',
  usps: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=#',
};

const otherNames: Record<string, string> = {
  auspost: 'australiapost',
  dhlexpress: 'dhl',
  dieschweizerischepost: 'swisspost',
};

/** The carrier's page for a tracking number; null for a carrier that isn't known, or without a number. */
export function trackingUrl(carrier: string, trackingNumber: string): string | null {
  const name = carrier.toLowerCase().replace(/[^a-z]/g, '');
  const page = pages[otherNames[name] ?? name];
  if (!page || trackingNumber === '') return null;
  const at = page.lastIndexOf('#');
  return page.slice(0, at) + encodeURIComponent(trackingNumber) + page.slice(at + 1);
}
