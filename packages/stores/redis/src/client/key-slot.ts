/** Returns the Cluster slot of a key: CRC-16/XMODEM of its hash tag, or of the whole key without one. */
export function keySlot(key: string): number {
  let crc = 0;
  for (const byte of Buffer.from(hashTag(key))) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0);
  }
  return crc & 0x3fff;
}

function hashTag(key: string): string {
  const start = key.indexOf("{") + 1;
  const end = key.indexOf("}", start);
  return start > 0 && end > start ? key.slice(start, end) : key;
}
