/** What a file chooser knows each type by that the server takes. */
export const accepts: Readonly<Record<string, string>> = {
  docx: '.docx',
  xlsx: '.xlsx',
  pptx: '.pptx',
  odt: '.odt',
  ods: '.ods',
  pdf: '.pdf,application/pdf',
  png: '.png,image/png',
  jpeg: '.jpg,.jpeg,image/jpeg',
  heic: '.heic,.heif,image/heic',
  webp: '.webp,image/webp',
  txt: '.txt,text/plain',
  csv: '.csv,text/csv',
};

/** For `accept`: a phone that is asked for pictures offers its camera too. */
export const acceptFor = (types: readonly string[]): string => types.flatMap((type) => accepts[type] ?? []).join(',');
