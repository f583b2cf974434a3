/** A head from the side as on a cephalogram, drawn with what is measured on one: sella, nasion, jaws, incisors, soft profile. */
export function skull(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1300 1500"><defs>
    <filter id="b2"><feGaussianBlur stdDeviation="2.2"/></filter><filter id="b6"><feGaussianBlur stdDeviation="6"/></filter>
    <filter id="b20"><feGaussianBlur stdDeviation="20"/></filter>
  </defs><rect width="1300" height="1500" fill="#080808"/>
  <path d="${softProfile}" fill="#fff" opacity="0.13" filter="url(#b6)"/><path d="${softProfile}" fill="none" stroke="#fff" stroke-width="3" opacity="0.16" filter="url(#b2)"/>
  <g filter="url(#b6)" fill="none" stroke="#fff">
    <path d="${vault}" fill="#fff" fill-opacity="0.16" stroke-width="22" stroke-opacity="0.5"/>
    <path d="M352 560Q470 590 560 640Q610 668 640 640Q660 610 700 628Q730 650 700 680L760 800" stroke-width="14" stroke-opacity="0.5"/>
    <path d="M352 560Q330 600 352 660Q380 740 470 742Q560 730 560 660" stroke-width="9" stroke-opacity="0.4"/>
    <path d="M340 800Q430 770 600 800Q640 830 600 850Q480 868 352 878Q318 850 340 800Z" fill="#fff" fill-opacity="0.24" stroke-width="8" stroke-opacity="0.45"/>
    <path d="${mandible}" fill="#fff" fill-opacity="0.22" stroke-width="11" stroke-opacity="0.52"/>
    ${vertebrae}
  </g>
  <g filter="url(#b20)" fill="#000"><ellipse cx="452" cy="650" rx="70" ry="60" opacity="0.45"/><ellipse cx="440" cy="765" rx="100" ry="26" opacity="0.5"/><path d="M690 820Q730 1000 690 1240L640 1240Q670 1000 640 840Z" opacity="0.6"/></g>
  <g filter="url(#b2)" fill="#fff">
    <path d="${incisor}" opacity="0.62" transform="translate(332 1000) rotate(14)"/>
    <path d="${incisor}" opacity="0.58" transform="translate(350 986) rotate(-168) scale(0.85)"/>
    ${[0, 1, 2, 3].map((index) => `<path d="${molar}" opacity="0.46" transform="translate(${432 + index * 62} ${966 - index * 7})"/><path d="${molar}" opacity="0.46" transform="translate(${424 + index * 64} ${972 - index * 7}) scale(1 -1)"/>`).join('')}
  </g>
  <g filter="url(#b2)" stroke="#fff" fill="none" opacity="0.7"><path d="M1120 300V1100" stroke-width="3"/>${Array.from({ length: 9 }, (_, index) => `<path d="M1120 ${300 + index * 100}h-26" stroke-width="4"/>`).join('')}</g>
  </svg>`;
}

const softProfile =
  'M420 180C300 260 268 400 262 500C262 540 286 556 272 600C244 660 206 716 188 752C180 780 214 792 240 800C238 830 226 850 216 880C212 906 236 918 250 930C236 950 220 972 226 1000C236 1030 262 1030 264 1060C250 1100 250 1150 280 1180C340 1210 440 1210 520 1230L560 1500H1000L1010 900C1100 700 1080 360 900 220C740 110 540 110 420 180Z';
const vault =
  'M352 560C300 420 380 260 560 210C760 160 980 270 1010 480C1030 640 960 780 860 830C800 850 760 830 740 790';
const mandible =
  'M690 720C720 700 750 730 742 770C740 860 736 960 716 1030C660 1110 500 1150 400 1170C340 1180 296 1160 292 1120C292 1080 310 1060 312 1020C420 1040 540 1010 640 960C660 900 664 800 690 720Z';
const incisor = 'M-16 0Q0 -12 16 2C24 -50 20 -90 12 -150C8 -180 -2 -190 -8 -176C-22 -120 -30 -60 -16 0Z';
const molar =
  'M-27 -4Q-14 -14 0 -4Q14 -14 27 -4C32 -34 24 -52 22 -66C22 -96 16 -120 10 -124C4 -116 4 -90 0 -78C-4 -90 -6 -118 -12 -122C-20 -110 -22 -90 -22 -66C-26 -50 -32 -30 -27 -4Z';
const vertebrae = [0, 1, 2, 3, 4]
  .map(
    (index) =>
      `<path d="M${812 + index * 4} ${900 + index * 112}h110q20 10 12 46q8 30 -10 40h-116q-14 -40 4 -86Z" fill="#fff" fill-opacity="0.2" stroke-width="8" stroke-opacity="0.36"/>`,
  )
  .join('');
