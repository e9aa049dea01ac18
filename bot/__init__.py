"""How it is put together: settings, network clients, start-up. The only folder that knows everyone."""
