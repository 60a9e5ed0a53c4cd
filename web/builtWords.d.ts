/** What `build.ts` puts behind these names: each page's and the widget's words by language tag. */
declare module 'words:page' {
  const all: Readonly<Record<string, unknown>>;
  export default all;
}
declare module 'words:evidence' {
  const all: Readonly<Record<string, unknown>>;
  export default all;
}
declare module 'words:widget' {
  const all: Readonly<Record<string, unknown>>;
  export default all;
}
