"""What is true. Pure: no await, no SQL, no network, no clock."""
