import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { StoredFile } from './entry.js';
import { imageSize } from './image-size.js';
import { badRequest } from './refusal.js';

/** Bytes: what a bot may send, and what it may download. */
export const uploadLimit = 50 << 20;
const downloadLimit = 20 << 20;
const photoLimit = 10 << 20;

/** A file as it came in with a request. */
export interface Upload {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Buffer;
}

const mimeByExtension: Readonly<Record<string, string>> = {
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
};

/** Bytes of files, each under its unique id in one folder. What is known of a file is in the journal. */
export class FileStore {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'files');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Writes a file; the caller commits the entry. `number` makes `file_path`. */
  keep(upload: Upload, as: 'document' | 'photo', number: number): StoredFile {
    if (upload.bytes.length === 0) throw badRequest('File must be non-empty');
    const unique = randomBytes(12).toString('base64url');
    const size = as === 'photo' ? photoSize(upload.bytes) : imageSize(upload.bytes);
    const extension = extname(upload.name).toLowerCase();
    const mime = as === 'photo' ? (size?.mime ?? upload.mime) : (mimeByExtension[extension] ?? upload.mime);
    writeFileSync(this.pathOf(unique), upload.bytes, { mode: 0o600 });
    return {
      id: `${as === 'photo' ? 'AgACAg' : 'BQACAg'}${randomBytes(30).toString('base64url')}`,
      unique,
      number,
      name: upload.name,
      mime,
      size: upload.bytes.length,
      path: as === 'photo' ? `photos/file_${number}.jpg` : `documents/file_${number}${extension}`,
      ...(size && { width: size.width, height: size.height }),
    };
  }

  read(file: StoredFile): Promise<Buffer> {
    return readFile(this.pathOf(file.unique));
  }

  private pathOf(unique: string): string {
    return join(this.folder, unique);
  }
}

/** Throws if a bot may not download it. */
export function checkDownload(file: StoredFile): void {
  if (file.size > downloadLimit) throw badRequest('file is too big');
}

/** Telegram's rules for photos: an image, at most 10 MB, sides not over 10,000 together, at most 20 to 1. */
function photoSize(bytes: Buffer): { width: number; height: number; mime: string } {
  if (bytes.length > photoLimit) throw badRequest('File is too big');
  const size = imageSize(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  return size;
}
