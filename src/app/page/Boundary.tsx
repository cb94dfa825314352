// A view that breaks says so in its place; it does not take the ward with it, and never leaves a blank screen.
import { Component, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  readonly instead: (message: string) => ReactNode
}

export class Boundary extends Component<Props, { readonly message: string | null }> {
  override state = { message: null }

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    return message === null ? this.props.children : this.props.instead(message)
  }
}
