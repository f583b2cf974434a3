import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minus, placedBy, plus, poseAfter, turnAfter, turnedBack, turnedBy, undone } from './poses.ts';
import { decodePlan, encodePlan, type ToothAxes, type ToothPose, type Vector } from './setup-plan.ts';
import { naiveMovement } from './testing/naive-movement.ts';
import { makePlan } from './testing/plans.ts';
import { anyPose, anyStep, anyTooth, axesOf, turnAround } from './testing/poses.ts';
import { type MovingTooth, movementBetween, movementsOf, movementTerms, type ToothMovement } from './tooth-movement.ts';

const reference: Vector = [1, 2, -4];
const start: ToothPose = { position: [12, -30, 6], turn: turnAround([1, 2, 3], 70) };

/** Where a tooth comes that is turned around a point of its own and then moved along its own axes. */
function goal(
  tooth: MovingTooth,
  way: Partial<ToothMovement>,
  turns: [axis: Vector, degrees: number][],
  at = reference,
) {
  const { mesial, buccal, occlusal } = tooth.axes;
  const shares = [way.mesial ?? 0, way.buccal ?? 0, way.extrusion ?? 0];
  const own = [0, 1, 2].map(
    (axis) => mesial[axis]! * shares[0]! + buccal[axis]! * shares[1]! + occlusal[axis]! * shares[2]!,
  ) as unknown as Vector;
  const turn = turns.reduce((sum, [axis, degrees]) => turnAfter(sum, turnAround(axis, degrees)), start.turn);
  const held = placedBy(start, at);
  return { turn, position: plus(minus(held, turnedBy(turn, at)), turnedBy(start.turn, own)) };
}

function expectMovement(found: ToothMovement, wanted: Partial<ToothMovement>, within = 1e-9) {
  for (const term of [...movementTerms, 'distance', 'turn'] as const)
    if (wanted[term] !== undefined) expect(Math.abs(found[term] - wanted[term]), term).toBeLessThan(within);
}

const nothing = { mesial: 0, buccal: 0, extrusion: 0, rotation: 0, tip: 0, torque: 0, distance: 0, turn: 0 };

describe.each(['right', 'left'] as const)('a tooth on the patient’s %s', (side) => {
  const tooth: MovingTooth = { axes: axesOf(side), reference };
  const { mesial, buccal, occlusal } = tooth.axes;
  const back = (axis: Vector): Vector => [-axis[0], -axis[1], -axis[2]];
  // Right-handed turns around an axis: one side of the arch has them the other way.
  const hand = side === 'right' ? 1 : -1;
  const around = { rotation: back(occlusal), tip: buccal, torque: back(mesial) };

  test('that stays has moved by nothing', () => {
    expectMovement(movementBetween(tooth, start, start), nothing, 1e-12);
  });

  test.each(['mesial', 'buccal', 'extrusion'] as const)('moved 1.25 mm: %s', (term) => {
    const found = movementBetween(tooth, start, goal(tooth, { [term]: 1.25 }, []));
    expectMovement(found, { ...nothing, [term]: 1.25, distance: 1.25 });
  });

  test.each(['rotation', 'tip', 'torque'] as const)('turned around its reference point by any angle: %s', (term) => {
    for (const angle of [-179.9, -90, -17, -1e-7, 1e-7, 0.01, 3, 45, 90, 120, 179.9]) {
      const found = movementBetween(tooth, start, goal(tooth, {}, [[around[term], hand * angle]]));
      expectMovement(found, { ...nothing, [term]: angle, turn: Math.abs(angle) });
    }
  });

  test('the signs are those of the trade: crown to mesial, crown to buccal, mesial side inwards', () => {
    const leant = (end: ToothPose, direction: Vector) =>
      turnedBy(turnedBack(start.turn), turnedBy(end.turn, direction));
    const own = (vector: Vector, axis: Vector) => vector[0] * axis[0] + vector[1] * axis[1] + vector[2] * axis[2];
    const [tipped, torqued, rotated] = (['tip', 'torque', 'rotation'] as const).map((term) =>
      goal(tooth, {}, [[around[term], hand * 10]]),
    ) as [ToothPose, ToothPose, ToothPose];
    expect(own(leant(tipped, occlusal), mesial)).toBeGreaterThan(0.17);
    expect(own(leant(torqued, occlusal), buccal)).toBeGreaterThan(0.17);
    expect(own(leant(rotated, mesial), buccal)).toBeLessThan(-0.17);
    expect(movementBetween(tooth, start, tipped).tip).toBeGreaterThan(0);
    expect(movementBetween(tooth, start, torqued).torque).toBeGreaterThan(0);
    expect(movementBetween(tooth, start, rotated).rotation).toBeGreaterThan(0);
  });

  test('tipped around a point 9 mm towards the root, the crown goes to mesial by the sine and intrudes by the rest', () => {
    const root = [0, 1, 2].map((axis) => reference[axis]! - 9 * occlusal[axis]!) as unknown as Vector;
    const found = movementBetween(tooth, start, goal(tooth, {}, [[around.tip, hand * 20]], root));
    const angle = (20 * Math.PI) / 180;
    const mm = { mesial: 9 * Math.sin(angle), buccal: 0, extrusion: 9 * (Math.cos(angle) - 1) };
    expectMovement(found, { ...mm, tip: 20, torque: 0, rotation: 0, distance: 18 * Math.sin(angle / 2), turn: 20 });
  });

  test('leaning to mesial and buccal at once is split by Pythagoras', () => {
    const diagonal = [0, 1, 2].map((axis) => 0.6 * around.tip[axis]! + 0.8 * around.torque[axis]!) as unknown as Vector;
    const found = movementBetween(tooth, start, goal(tooth, {}, [[diagonal, hand * 25]]));
    expectMovement(found, { tip: 15, torque: 20, rotation: 0, turn: 25 });
  });

  test('rotated before or after leaning, the angles are the same but for the direction of the lean, halfway either way', () => {
    const [turn, lean]: [Vector, number][] = [
      [around.rotation, hand * 40],
      [around.tip, hand * 10],
    ];
    const half = (20 * Math.PI) / 180;
    const shares = { rotation: 40, tip: 10 * Math.cos(half), torque: 10 * Math.sin(half) };
    expectMovement(movementBetween(tooth, start, goal(tooth, {}, [lean!, turn!])), shares);
    expectMovement(movementBetween(tooth, start, goal(tooth, {}, [turn!, lean!])), {
      ...shares,
      torque: -shares.torque,
    });
    const quarter: [Vector, number] = [around.rotation, hand * 20];
    const even = movementBetween(tooth, start, goal(tooth, {}, [quarter, lean!, quarter]));
    expectMovement(even, { rotation: 40, tip: 10, torque: 0 });
  });
});

describe('whatever the tooth and its poses', () => {
  test('a second implementation by matrices says the same', () => {
    fc.assert(
      fc.property(anyTooth, anyPose, anyPose, (tooth, from, to) => {
        const [found, naive] = [movementBetween(tooth, from, to), naiveMovement(tooth, from, to)];
        fc.pre(Math.hypot(found.tip, found.torque) < 179 && Math.abs(found.rotation) < 179);
        expectMovement(found, { ...naive, turn: found.turn }, 1e-7);
        expect(Math.abs(found.turn - naive.turn)).toBeLessThan(1e-5);
      }),
      { numRuns: 2000 },
    );
  });

  test('every figure is a number, and the lean and the rotation make up the turn', () => {
    fc.assert(
      fc.property(anyTooth, anyPose, anyPose, (tooth, from, to) => {
        const found = movementBetween(tooth, from, to);
        expect(Object.values(found).every(Number.isFinite)).toBe(true);
        const [lean, turn, rotation] = [Math.hypot(found.tip, found.torque), found.turn, found.rotation].map((angle) =>
          Math.cos((angle * Math.PI) / 360),
        ) as [number, number, number];
        expect(lean * rotation).toBeCloseTo(turn, 9);
        expect(Math.hypot(found.mesial, found.buccal, found.extrusion)).toBeCloseTo(found.distance, 9);
      }),
    );
  });

  test('upside down there is still a figure', () => {
    const tooth: MovingTooth = { axes: axesOf('right'), reference };
    const found = movementBetween(tooth, start, goal(tooth, {}, [[tooth.axes.buccal, 180]]));
    expectMovement(found, { tip: 180, torque: 0, rotation: 0, turn: 180 }, 1e-6);
  });

  test('back again negates: angles exactly, millimetres as seen from the axes where the way back begins', () => {
    fc.assert(
      fc.property(anyTooth, anyPose, anyPose, (tooth, from, to) => {
        const [there, back] = [movementBetween(tooth, from, to), movementBetween(tooth, to, from)];
        fc.pre(there.turn < 179);
        const opposite = { rotation: -there.rotation, tip: -there.tip, torque: -there.torque };
        expectMovement(back, { ...opposite, distance: there.distance, turn: there.turn });
        const turned = { ...tooth, axes: axesSeenFrom(tooth.axes, to, from) };
        const along = movementBetween(turned, from, to);
        expectMovement(back, { mesial: -along.mesial, buccal: -along.buccal, extrusion: -along.extrusion });
      }),
    );
  });

  test('within one stage there and back differ by less than 0.02 mm, and by nothing where nothing turns', () => {
    fc.assert(
      fc.property(anyTooth, anyStep(0.17, 3), (tooth, [from, to]) => {
        const moved = { position: to.position, turn: from.turn };
        const [away, home] = [movementBetween(tooth, from, moved), movementBetween(tooth, moved, from)];
        for (const term of movementTerms) expect(Math.abs(away[term] + home[term])).toBeLessThan(1e-9);
        const still = { reference: [0, 0, 0] as const, axes: tooth.axes };
        const [there, back] = [movementBetween(still, from, to), movementBetween(still, to, from)];
        for (const term of movementTerms) expect(Math.abs(there[term] + back[term])).toBeLessThan(0.02);
      }),
    );
  });

  test('turning and moving the whole mouth changes nothing', () => {
    fc.assert(
      fc.property(anyTooth, anyPose, anyPose, anyPose, (tooth, from, to, mouth) => {
        const found = movementBetween(tooth, poseAfter(mouth, from), poseAfter(mouth, to));
        fc.pre(found.turn < 179.9);
        expectMovement(found, movementBetween(tooth, from, to), 1e-6);
      }),
    );
  });

  test('other coordinates of the tooth’s own mesh change nothing', () => {
    fc.assert(
      fc.property(anyTooth, anyPose, anyPose, anyPose, ({ axes, reference: point }, from, to, mesh) => {
        const moved: MovingTooth = {
          reference: placedBy(mesh, point),
          axes: {
            mesial: turnedBy(mesh.turn, axes.mesial),
            buccal: turnedBy(mesh.turn, axes.buccal),
            occlusal: turnedBy(mesh.turn, axes.occlusal),
          },
        };
        const [first, second] = [from, to].map((pose) => poseAfter(pose, undone(mesh))) as [ToothPose, ToothPose];
        const found = movementBetween(moved, first, second);
        fc.pre(found.turn < 179.9);
        expectMovement(found, movementBetween({ axes, reference: point }, from, to), 1e-6);
      }),
    );
  });

  test('the mirrored tooth of the other side moves by the same figures', () => {
    const mirrored = ([x, y, z]: Vector): Vector => [-x, y, z];
    const inMirror = ({ position, turn: [x, y, z, w] }: ToothPose): ToothPose => ({
      position: mirrored(position),
      turn: [x, -y, -z, w],
    });
    fc.assert(
      fc.property(anyTooth, anyPose, anyPose, ({ axes, reference: point }, from, to) => {
        const other: MovingTooth = {
          reference: mirrored(point),
          axes: { mesial: mirrored(axes.mesial), buccal: mirrored(axes.buccal), occlusal: mirrored(axes.occlusal) },
        };
        const found = movementBetween(other, inMirror(from), inMirror(to));
        fc.pre(found.turn < 179.9);
        expectMovement(found, movementBetween({ axes, reference: point }, from, to));
      }),
    );
  });
});

test('through the plan’s bytes the figures stay exact to 1e-6 mm and degrees', () => {
  const plan = makePlan({ stages: 12 });
  const read = decodePlan(encodePlan(plan));
  for (const [from, to] of [
    [0, 12],
    [3, 4],
    [12, 5],
  ] as const) {
    const wanted = movementsOf(plan, from, to);
    movementsOf(read, from, to).forEach(({ tooth, movement }, index) => {
      expect(tooth).toBe(wanted[index]!.tooth);
      expectMovement(movement, wanted[index]!.movement, 1e-6);
    });
  }
});

/** Axes as one pose of a tooth has them in the mouth, written in the tooth's own coordinates as another pose would have them. */
function axesSeenFrom(axes: ToothAxes, pose: ToothPose, other: ToothPose): ToothAxes {
  const seen = (axis: Vector) => turnedBy(turnedBack(other.turn), turnedBy(pose.turn, axis));
  return { mesial: seen(axes.mesial), buccal: seen(axes.buccal), occlusal: seen(axes.occlusal) };
}
