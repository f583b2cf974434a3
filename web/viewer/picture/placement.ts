/** A width and a height, of a picture or of the room it is shown in. */
export type Size = { width: number; height: number };
export type Point = { x: number; y: number };

/** Where a picture lies: room pixels per picture pixel, and its upper left corner in the room. */
export type Placement = { scale: number; x: number; y: number };

const mostTimes = 12;

/** The whole picture in the middle of the room, small ones enlarged at most fourfold. */
export function fitted(picture: Size, room: Size): Placement {
  const scale = Math.min(room.width / picture.width, room.height / picture.height, 4);
  return held({ scale, x: 0, y: 0 }, picture, room);
}

/** Nearer or farther, the point `at` staying where it is; never smaller than fitted. */
export function zoomed(place: Placement, factor: number, at: Point, picture: Size, room: Size): Placement {
  const least = fitted(picture, room).scale;
  const scale = Math.min(Math.max(place.scale * factor, least), Math.max(least * mostTimes, 4));
  const times = scale / place.scale;
  return held({ scale, x: at.x - (at.x - place.x) * times, y: at.y - (at.y - place.y) * times }, picture, room);
}

/** Moved, but not out of sight. */
export function moved(place: Placement, by: Point, picture: Size, room: Size): Placement {
  return held({ ...place, x: place.x + by.x, y: place.y + by.y }, picture, room);
}

/** Whether more of the picture lies outside the room than none. */
export function isZoomed(place: Placement, picture: Size, room: Size): boolean {
  return place.scale > fitted(picture, room).scale * 1.001;
}

function held({ scale, x, y }: Placement, picture: Size, room: Size): Placement {
  return { scale, x: along(x, picture.width * scale, room.width), y: along(y, picture.height * scale, room.height) };
}

function along(start: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, start));
}
