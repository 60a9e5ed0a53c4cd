/** Settings of a made-up service, all that a package can be built from. */
export const wholeEnv = {
  PUBLIC_URL: 'https://guide.example.org',
  MicrosoftAppId: '0A1B2C3D-4e5f-4789-abcd-ef0123456789',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: '11112222-3333-4444-5555-666677778888',
  SUPPORT_NAME: 'Rosedale care desk',
  SUPPORT_PHONE: '0113 496 0000',
  SUPPORT_EMAIL: 'desk@rosedale.example',
  SUPPORT_HOURS: 'weekdays 9am to 5pm',
  TEAMS_PRIVACY_URL: 'https://rosedale.example/privacy',
  TEAMS_TERMS_URL: 'https://rosedale.example/terms',
} as const;
