/** Sets the time of every file in a zip archive, in place, to the first that the format knows, 1 January 1980. */
export function undated(zip: Buffer): Buffer {
  const earliest = 0x0021_0000;
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    zip.writeUInt32LE(earliest, at + 12);
    zip.writeUInt32LE(earliest, zip.readUInt32LE(at + 42) + 10);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
