// Opens the contract in Swagger UI. Nothing is loaded from elsewhere: no validator, no configuration by query.

const reference = document.getElementById('reference')

window.SwaggerUIBundle({
  domNode: reference,
  url: reference.dataset.contract,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  validatorUrl: null,
  queryConfigEnabled: false,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: false,
  persistAuthorization: false,
  syntaxHighlight: { activated: false },
  // The page has its main part already.
  onComplete: () => reference.querySelector('main')?.setAttribute('role', 'presentation'),
})
