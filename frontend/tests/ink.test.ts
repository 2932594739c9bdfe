import { describe, expect, it } from "vitest";
import { withoutTouched } from "../src/ink/erasing";
import { History } from "../src/ink/history";
import { inkmlOf } from "../src/ink/inkml";
import { blankSheet, extent, placement, widened, withStroke, type Pointer, type Stroke } from "../src/ink/stroke";
import { svgOf } from "../src/ink/svg";

const size = { width: 400, height: 200 };
const blank = blankSheet(size);

/** A stroke through these points, given as x and y, a tenth of a second apart. */
function stroke(points: [number, number][], pointer: Pointer = "mouse", pressure = 0.5): Stroke {
  return { pointer, points: points.map(([x, y], index) => ({ x, y, pressure, time: 5000 + 100 * index })) };
}

const level = stroke([
  [20, 50],
  [120, 50],
]);
const upright = stroke([
  [300, 20],
  [300, 180],
]);
const sheet = withStroke(withStroke(blank, level), upright);

describe("the eraser", () => {
  it("takes away whole strokes that it crosses, and no others", () => {
    const path = [
      { x: 70, y: 10 },
      { x: 70, y: 90 },
    ];
    expect(withoutTouched(sheet, path, 1).strokes).toEqual([upright]);
  });

  it("reaches a little, and counts how thick the line is", () => {
    const beside = [{ x: 70, y: 62 }];
    expect(withoutTouched(sheet, beside, 5)).toBe(sheet);
    expect(withoutTouched(sheet, beside, 11).strokes).toEqual([upright]);
    const thick = withStroke(blank, { ...level, weight: 4 });
    expect(withoutTouched(thick, beside, 5).strokes).toEqual([]);
  });

  it("takes away a dot", () => {
    const dotted = withStroke(blank, stroke([[10, 10]]));
    expect(withoutTouched(dotted, [{ x: 12, y: 10 }], 3).strokes).toEqual([]);
  });
});

describe("the history of a sheet", () => {
  it("takes back strokes, erasing and clearing, and makes them again", () => {
    const history = new History(blank);
    history.change(sheet);
    history.change(withoutTouched(sheet, [{ x: 70, y: 50 }], 1));
    history.clear();
    expect(history.now.strokes).toEqual([]);
    expect([history.undo(), history.now.strokes]).toEqual([true, [upright]]);
    expect([history.undo(), history.now.strokes]).toEqual([true, [level, upright]]);
    expect([history.redo(), history.now.strokes]).toEqual([true, [upright]]);
    expect([history.canUndo, history.canRedo]).toEqual([true, true]);
  });

  it("has nothing to make again after something new", () => {
    const history = new History(blank);
    history.change(sheet);
    history.undo();
    history.change(withStroke(blank, upright));
    expect([history.canRedo, history.redo()]).toEqual([false, false]);
  });

  it("keeps the room that was made", () => {
    const history = new History(blank);
    history.change(withStroke(blank, level));
    history.adopt(widened(history.now));
    history.undo();
    expect([history.now.size.width, history.now.strokes.length]).toEqual([600, 0]);
  });
});

describe("a sheet that was made wider", () => {
  const wide = widened(widened(blank));

  it("is wider than the pad, and pulled along", () => {
    expect(extent(blank, size)).toBe(400);
    expect(extent(wide, size)).toBe(800);
    expect(placement(wide, size, 300)).toEqual({ scale: 1, dx: -300, dy: 0 });
  });

  it("has ink as large as before, also on another pad", () => {
    const half = { width: 200, height: 100 };
    expect(extent(wide, half)).toBe(400);
    expect(placement(wide, half).scale).toBe(placement(blank, half).scale);
  });
});

describe("InkML", () => {
  const pressed = { ...stroke([[1.23456, 2], [3, 4]], "pen", 0.75), weight: 1.8 };

  it("has every point with its force and its time", () => {
    const text = inkmlOf(withStroke(withStroke(blank, level), pressed));
    expect(text).toContain('<ink xmlns="http://www.w3.org/2003/InkML">');
    expect(text).toContain('brushRef="#brush-1">20 50 0.5 0, 120 50 0.5 100</trace>');
    expect(text).toContain('contextRef="#pen" brushRef="#brush-2">1.235 2 0.75 0, 3 4 0.75 100</trace>');
    expect(text).toContain('<channel name="F" type="decimal" min="0" max="1" />');
    expect(text.match(/<context /g)).toHaveLength(2);
    expect(text).not.toContain('xml:id="touch"');
  });

  it("says how thick each pen is", () => {
    const text = inkmlOf(withStroke(blank, pressed));
    expect(text).toContain('<brushProperty name="width" value="7.2" />');
  });
});

describe("SVG", () => {
  it("has a path a stroke, and a dot as a line without length", () => {
    const text = svgOf(withStroke(sheet, stroke([[9, 9]])));
    expect(text).toContain('viewBox="0 0 400 200"');
    expect(text).toContain('<path d="M20,50Q20,50 120,50" stroke-width="4" />');
    expect(text).toContain('<path d="M9,9h0" stroke-width="4" />');
    expect(text.match(/<path/g)).toHaveLength(3);
  });

  it("changes its width where a pen was pressed harder", () => {
    const points = [0.2, 0.2, 1].map((pressure, index) => ({ x: 10 * index, y: 0, pressure, time: 0 }));
    const text = svgOf(withStroke(blank, { pointer: "pen", points }));
    expect(text.match(/stroke-width="([\d.]+)"/g)).toEqual(['stroke-width="2.8"', 'stroke-width="6"']);
  });
});
