export type FaceView = 'face_front' | 'face_smile' | 'face_profile';

const skin = '#d9b8a0';
const shade = '#c39c82';
const hair = '#5b4a44';

/** A face drawn as a mannequin: nobody's, and nobody takes it for somebody's. */
export function drawnFace(view: FaceView): string {
  const body = view === 'face_profile' ? profile : front(view === 'face_smile');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1000"><defs>
    <linearGradient id="wall" x2="0" y2="1"><stop stop-color="#e9eef1"/><stop offset="1" stop-color="#c9d3d9"/></linearGradient>
    <radialGradient id="skin" cx="0.42" cy="0.38" r="0.75"><stop stop-color="#ecd2be"/><stop offset="0.7" stop-color="${skin}"/><stop offset="1" stop-color="${shade}"/></radialGradient>
    <linearGradient id="cloth" x2="0" y2="1"><stop stop-color="#7fb3b0"/><stop offset="1" stop-color="#5d9391"/></linearGradient>
    <filter id="soft"><feGaussianBlur stdDeviation="9"/></filter>
  </defs><rect width="800" height="1000" fill="url(#wall)"/>${body}</svg>`;
}

const shoulders = `<path d="M90 1000C100 880 210 838 318 812L482 812C590 838 700 880 710 1000Z" fill="url(#cloth)"/>`;

function front(smile: boolean): string {
  const mouth = smile
    ? `<path d="M318 634Q400 616 482 634Q456 706 400 708Q344 706 318 634Z" fill="#6b2a2b"/>
       <path d="M330 640Q400 626 470 640Q452 676 400 678Q348 676 330 640Z" fill="#f3ead9"/>
       <g stroke="#d9cbb4" stroke-width="2" fill="none"><path d="M400 630V678M374 632Q372 656 376 674M426 632Q428 656 424 674M350 635Q350 652 356 664M450 635Q450 652 444 664"/></g>
       <path d="M312 632Q356 606 384 618Q400 626 416 618Q444 606 488 632Q440 622 400 626Q360 622 312 632Z" fill="#b9746a"/>
       <path d="M330 668Q400 744 470 668Q440 702 400 704Q360 702 330 668Z" fill="#c07d72"/>`
    : `<path d="M334 644Q366 622 386 632Q400 638 414 632Q434 622 466 644Q434 650 400 648Q366 650 334 644Z" fill="#b9746a"/>
       <path d="M334 644Q400 652 466 644Q438 682 400 682Q362 682 334 644Z" fill="#c4847a"/>`;
  return `<path d="M206 420C190 190 290 110 400 110C510 110 610 190 594 420L596 560C560 640 240 640 204 560Z" fill="${hair}"/>
    <path d="M320 700H480V830C470 880 330 880 320 830Z" fill="${shade}"/>${shoulders}
    <path d="M320 812Q400 902 480 812L480 790H320Z" fill="url(#skin)"/>
    <path d="M226 452C206 440 200 500 222 548C232 566 244 560 246 548Z M574 452C594 440 600 500 578 548C568 566 556 560 554 548Z" fill="${shade}"/>
    <path d="M236 400C236 240 310 190 400 190C490 190 564 240 564 400C564 540 548 640 500 716C470 764 436 788 400 788C364 788 330 764 300 716C252 640 236 540 236 400Z" fill="url(#skin)"/>
    <path d="M232 424C232 240 300 168 400 168C500 168 568 240 568 424C548 360 520 300 470 286C420 330 280 300 262 330C246 356 240 390 232 424Z" fill="${hair}"/>
    <g fill="none" stroke="${hair}" stroke-width="9" stroke-linecap="round"><path d="M282 420Q318 402 352 416M448 416Q482 402 518 420"/></g>
    <g fill="none" stroke="#6f5145" stroke-width="6" stroke-linecap="round"><path d="M288 466Q318 446 350 466M450 466Q482 446 512 466"/></g>
    <path d="M392 470Q384 540 366 566Q372 588 400 590Q428 588 434 566" fill="none" stroke="${shade}" stroke-width="7" stroke-linecap="round"/>
    <ellipse cx="290" cy="560" rx="40" ry="28" fill="#dca392" opacity="0.45" filter="url(#soft)"/><ellipse cx="510" cy="560" rx="40" ry="28" fill="#dca392" opacity="0.45" filter="url(#soft)"/>
    ${mouth}`;
}

const profile = `<path d="M250 1000C250 900 300 850 340 820L560 800C650 840 700 900 710 1000Z" fill="url(#cloth)"/>
  <path d="M400 640L372 850Q450 900 570 830L560 560Z" fill="${shade}"/>
  <path d="M300 250C330 150 470 110 570 160C680 214 690 360 660 470C640 560 600 610 580 640L520 560Z" fill="${hair}"/>
  <path d="M300 262C272 320 268 380 272 420C268 452 236 500 218 540C216 556 240 562 250 566C254 584 244 596 236 606C240 616 252 618 254 624C246 634 242 644 248 654C262 670 250 690 254 716C262 760 310 772 352 760C410 746 470 716 500 650C540 640 560 600 560 540C600 420 560 250 450 214C380 196 320 222 300 262Z" fill="url(#skin)"/>
  <path d="M296 268C330 180 470 160 560 220C640 280 640 420 600 520C580 470 560 440 536 446C510 452 500 420 480 400C430 360 420 300 296 268Z" fill="${hair}"/>
  <path d="M486 470C470 440 520 424 534 462C540 500 520 540 500 540C486 540 490 500 486 470Z" fill="${skin}" stroke="${shade}" stroke-width="6"/>
  <path d="M284 398Q310 384 338 396" fill="none" stroke="${hair}" stroke-width="9" stroke-linecap="round"/>
  <path d="M290 446Q312 432 334 446" fill="none" stroke="#6f5145" stroke-width="6" stroke-linecap="round"/>
  <path d="M238 608Q270 606 292 620Q268 628 254 626" fill="#b9746a"/>`;
