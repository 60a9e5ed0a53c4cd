/** Beginnings of programs: enough to be told, nothing that runs. */
export const windowsProgram = (): Uint8Array => {
  const bytes = Buffer.alloc(1_024);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(128, 60);
  bytes.write('PE\0\0', 128, 'latin1');
  return bytes;
};

export const beginning = (hex: string, length = 512): Uint8Array => {
  const bytes = Buffer.alloc(length);
  bytes.write(hex, 0, 'hex');
  return bytes;
};

export const linuxProgram = (): Uint8Array => beginning('7f454c46020101000000000000000000');
export const macProgram = (): Uint8Array => beginning('cffaedfe07000001');
export const fatMacProgram = (): Uint8Array => beginning('cafebabe0000000201000007');
export const javaClass = (): Uint8Array => beginning('cafebabe00000041');
export const shortcut = (): Uint8Array => beginning('4c0000000114020000000000c000000000000046');
export const webAssembly = (): Uint8Array => beginning('0061736d01000000');
export const flash = (): Uint8Array => beginning('46575306' + '00020000');
export const installerClass = '84100c0000000000c000000000000046';
