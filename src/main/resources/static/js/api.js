// Shows the contract in Swagger UI. Loads nothing from other hosts: no validator, no configuration by query.

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
  // The page already has a main landmark.
  onComplete: () => reference.querySelector('main')?.setAttribute('role', 'presentation'),
})
