/** Side of a stored portrait, pixels. */
export const PHOTO_SIDE = 512;
const PHOTO_QUALITY = 0.86;
export const MAX_ZOOM = 4;

/** The part of a picture inside the frame: how much it is enlarged, and the middle of the part as a share of the picture. */
export interface Crop {
  /** 1 = the short side fills the frame. */
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** A square a little above the middle: there the face is in most portraits. */
export const FIRST_CROP: Crop = { zoom: 1, x: 0.5, y: 0.4 };

/** The crop with its frame held inside the picture. */
export function heldInside({ zoom, x, y }: Crop, picture: { readonly width: number; readonly height: number }): Crop {
  const held = Math.min(MAX_ZOOM, Math.max(1, zoom));
  const side = Math.min(picture.width, picture.height) / held;
  const hold = (share: number, length: number): number => {
    const half = side / length / 2;
    return Math.min(1 - half, Math.max(half, share));
  };
  return { zoom: held, x: hold(x, picture.width), y: hold(y, picture.height) };
}

/** Draws the part of the picture over the whole canvas. */
export function drawCrop(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { zoom, x, y } = heldInside(crop, picture);
  const side = Math.min(picture.width, picture.height) / zoom;
  // A transparent picture would turn black as JPEG.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  const left = x * picture.width - side / 2;
  const top = y * picture.height - side / 2;
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
}

/** The portrait as a JPEG of at most 512 pixels; never larger than the part it is made of. */
export function toPortrait(picture: ImageBitmap, crop: Crop): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const side = Math.min(picture.width, picture.height) / heldInside(crop, picture).zoom;
  canvas.width = Math.max(1, Math.min(PHOTO_SIDE, Math.round(side)));
  canvas.height = canvas.width;
  drawCrop(canvas, picture, crop);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', PHOTO_QUALITY);
  });
}
