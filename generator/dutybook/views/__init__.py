"""Views choose, sort and compute what the pages show; templates only place it."""
