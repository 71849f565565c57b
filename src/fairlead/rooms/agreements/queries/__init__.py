"""Reading agreements, each as its viewer may."""
