// Starts the page: settings, theme, then React.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './app.css'
import { App } from './page/App.tsx'
import { Boundary } from './page/Boundary.tsx'
import { Broken } from './page/Broken.tsx'
import { followTheme, unsupported } from './page/screen.ts'
import { Unsupported } from './page/Unsupported.tsx'
import { keepSettings } from './stores/settings.ts'

function shelf(): Storage | null {
  try {
    return localStorage
  } catch {
    // Storage is forbidden here: settings live as long as the page.
    return null
  }
}

keepSettings(shelf())
followTheme(document.documentElement)
const missing = unsupported()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    {missing === null ? (
      <Boundary instead={(message) => <Broken message={message} />}>
        <App />
      </Boundary>
    ) : (
      <Unsupported missing={missing} />
    )}
  </StrictMode>,
)
